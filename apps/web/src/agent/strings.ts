/** Words of the kind "agent" on every page; few, as every page carries them. */
export const strings = {
  session: "Agent session",
  agents: "Agents",
  createAgent: "Create an agent",
  filter: { label: "Agent", all: "All agents" },
};

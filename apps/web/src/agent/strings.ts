/** Words of the kind "agent" on every page; few, as every page carries them. */
export const strings = {
  session: "Agent session",
  sessions: "Agent sessions",
  start: {
    label: "Talk with an agent",
    text: "Ask the assistant of this server what Parley can do, or write an agent of your own.",
  },
  agents: "Agents",
  createAgent: "Create an agent",
  filter: { label: "Agent", all: "All agents" },
};

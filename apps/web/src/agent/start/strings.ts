/** Words of starting a session with an agent. */
export const strings = {
  lead: "Choose who to talk to.",
  start: (name: string) => `Start with ${name}`,
  noneAction: "Create an agent",
  manage: "Manage agents",
};

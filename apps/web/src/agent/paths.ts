export const agentsPath = "/agents";
export const newAgentPath = "/agents/new";
export const agentPath = (id: string) => `/agents/${id}`;

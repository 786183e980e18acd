export const chatbotsPath = "/bots";
export const newChatbotPath = "/bots/new";
export const chatbotPath = (id: string) => `/bots/${id}`;
export const chatbotSessionsPath = "/bots/sessions";
export const chatbotOverviewPath = "/bots/overview";

export const clientsPath = "/people";
export const newClientPath = "/people/new";
export const importClientsPath = "/people/import";
export const clientPath = (id: string) => `/people/${id}`;

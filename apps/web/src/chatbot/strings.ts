/** Words of the kind "chatbot" on every page; few, as every page carries them. */
export const strings = {
  session: "Chatbot session",
  chatbots: "Chatbots",
  clients: "Clients",
  sessions: "Sessions",
  overview: "Overview",
};

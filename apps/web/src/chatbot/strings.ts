/** Words of the kind "chatbot" on every page; few, as every page carries them. */
export const strings = {
  session: "Chatbot session",
  start: {
    label: "A chatbot for your clients",
    text: "Give it a price list or a help page, and try what a client would ask: “Is delivery free?”",
  },
  chatbots: "Chatbots",
  clients: "Clients",
  sessions: "Chatbot sessions",
  overview: "Overview",
};

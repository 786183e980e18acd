/** Words of starting a chatbot session. */
export const strings = {
  lead: "Start a session for a client.",
  leadText: "Choose a chatbot and a client. Programs do the same over the API.",
  title: "New session",
  chatbot: "Chatbot",
  client: "Client",
  name: "Title",
  startTime: "Starts at",
  startTimeHint: "Empty: now. Otherwise it starts by itself at that time, with the greeting.",
  past: "Choose a time in the future.",
  start: "Start",
  schedule: "Schedule",
};

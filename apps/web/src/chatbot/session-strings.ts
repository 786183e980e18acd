/** Words of a chatbot session's page. */
export const strings = {
  between: (client: string, chatbot: string) => `${client} with ${chatbot}`,
  note: "Note",
  sources: "Sources",
  source: (index: number, title: string) => `${index}. ${title}`,
  careful: "The careful answer, as the words point to danger.",
  unanswered: "Nothing in its documents answers this.",
  emptyTitle: (client: string, chatbot: string) => `${client} writes to ${chatbot}`,
  emptyText: "What you write here is what the client says. The chatbot answers.",
  scheduledTitle: "This session has not begun",
  scheduledText: "Nothing can be written before it starts.",
  startNow: "Start now",
  finished: {
    COMPLETED: { title: "This session is completed", text: "You can read it, but nothing can be added." },
    TERMINATED: { title: "This session was terminated", text: "You can read it, but nothing can be added." },
  },
  again: "Start a new session with the same people",
};

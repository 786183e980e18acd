/** Words for the summary of a finished session. */
export const strings = {
  title: "Summary",
  none: "In a few lines what this session was about, and what came of it.",
  make: "Summarize",
  again: "Make again",
  making: "Making the summary",
};

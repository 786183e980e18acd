/** Words of trying a chatbot out. */
export const strings = {
  title: "Try it",
  lead: "Talk with the chatbot as the form stands now, saved or not. Nothing of it is kept.",
  as: "As this client",
  exampleName: "Sam Example",
  startOver: "Start over",
  empty: "Ask what a client would ask.",
  full: (turns: number) => `That were ${turns} turns. Start over to go on.`,
  invalid: "Something in the form is not right yet. Correct it, then ask again.",
};

/** Words of a failed page; few, as every page carries them. */
export const strings = {
  tryAgain: "Try again",
  details: "Details for support",
};

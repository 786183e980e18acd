const number = new Intl.NumberFormat(undefined);

/** Words of lists of chatbots and of clients. */
export const strings = {
  pick: "Type a part of the name",
  pickNothing: "Nobody fits.",
  more: "Show more",
  shown: (shown: number, total: number) =>
    shown === total ? `${number.format(total)} in all` : `${number.format(shown)} of ${number.format(total)}`,
};

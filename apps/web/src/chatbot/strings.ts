const number = new Intl.NumberFormat(undefined);

/** Words of the pages of chatbots and clients. */
export const strings = {
  chatbot: "Chatbot",
  somebody: "Sam Example",
  pick: "Type a part of the name",
  pickNothing: "Nobody fits.",
  statuses: { active: "Active", scheduled: "Scheduled", ended: "Ended", expired: "Expired" },
  more: "Show more",
  shown: (shown: number, total: number) =>
    shown === total ? `${number.format(total)} in all` : `${number.format(shown)} of ${number.format(total)}`,
  chatbots: {
    create: "Create chatbot",
    edited: "edited",
    builtIn: "built-in engine",
    noDescription: "No description yet",
    none: "No chatbots yet",
    noneText:
      "A chatbot answers your clients from the texts that you give it. For example: the front desk of a small hotel, which knows when breakfast is.",
  },
  clients: {
    search: "Search by name or email",
    create: "New client",
    import: "Import",
    noneFound: "No client fits this search.",
    noContact: "No email or phone number",
    none: "No clients yet",
    noneText: "Clients are the people whom your chatbots talk with, for example the guests of a hotel.",
  },
};

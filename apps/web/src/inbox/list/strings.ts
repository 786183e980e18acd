import { plural } from "../../ui/plural.ts";

/** Words of the list's parts that are loaded on demand. */
export const strings = {
  selected: (count: number) => plural(count, { one: "# selected", other: "# selected" }),
  selectedActions: "Actions for the selected sessions",
  selectAll: (count: number) => `Select all ${count} shown`,
  clear: "Clear",
  empty: {
    title: "No sessions yet",
    text: "A session is one conversation with an agent. For example: ask “Assistant” what it can help you with.",
    action: "Start a session",
  },
  nothingNeeds: {
    title: "Nothing needs you",
    text: "Replies that you have not read come here, and sessions that somebody has to look at: a client who may be in danger, a question without an answer, a reply that failed.",
    action: "See all sessions",
  },
  noneFound: {
    title: "Nothing found",
    text: "No session fits this search and these filters.",
    action: "Clear search and filters",
  },
};

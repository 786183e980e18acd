import { plural } from "../ui/plural.ts";

const numbers = new Intl.NumberFormat();

/** Words of the home page. */
export const strings = {
  needs: {
    title: "Needs you",
    none: "Nothing needs you right now.",
    unread: "New message",
    all: "See all in the inbox",
  },
  continue: "Continue",
  start: "Start",
  noModel: {
    title: "No language model is connected",
    text: "Agents and chatbots answer with what stands in their own knowledge. Set AI_MODEL, and start Parley again, to have them speak freely.",
  },
  week: {
    title: "This week",
    sessions: (count: number) => plural(count, { one: "session", other: "sessions" }),
    messages: (count: number) => plural(count, { one: "message", other: "messages" }),
    unanswered: "without an answer",
    more: "See the figures",
  },
  count: (count: number) => numbers.format(count),
};

import { plural } from "../../ui/plural.ts";

const one = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const short = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric", timeZone: "UTC" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeZone: "UTC" });

/** Formats a day like `2026-01-31` in the browser's locale. */
export const dayShort = (day: string) => short.format(new Date(day));
export const dayLong = (day: string) => long.format(new Date(day));
export const decimal = (value: number) => one.format(value);

/** Words of the overview. */
export const strings = {
  title: "Overview",
  range: "Days",
  days: (count: number) => plural(count, { other: "# days" }),
  custom: "Custom",
  from: "From",
  to: "To",
  badRange: "Choose a first and a last day, at most 400 days apart.",
  chatbot: "Chatbot",
  allChatbots: "All chatbots",
  showTable: "Show as table",
  showChart: "Show as chart",
  about: (action: string, title: string) => `${action}: ${title}`,
  day: "Day",
  count: "Sessions",
  total: "All",
  sessions: {
    title: "Sessions a day",
    sum: (count: number) =>
      plural(count, { one: "# session began in these days.", other: "# sessions began in these days." }),
  },
  ratings: {
    title: "Ratings",
    sum: (count: number, mean: string) =>
      plural(count, {
        one: `# session was rated: ${mean} of 5.`,
        other: `# sessions were rated: ${mean} of 5 in the mean.`,
      }),
    none: "No session of these days was rated. A rating comes with a client's feedback.",
    stars: "Stars",
    byDay: "Mean rating by day",
    mean: "Mean",
    rated: "Rated sessions",
    notRated: "–",
  },
  messages: {
    title: "Messages in a session",
    sum: (median: string, p90: string) =>
      `Half of the sessions that are over have ${median} messages or fewer; nine of ten have ${p90} or fewer.`,
    unit: "Messages",
  },
  minutes: {
    title: "Minutes from start to end",
    sum: (median: string, p90: string) =>
      `Half of the sessions that are over took ${median} minutes or less; nine of ten took ${p90} or less.`,
    unit: "Minutes",
  },
  noneOver: "No session of these days is over yet. How long one took is known at its end.",
  part: (from: number, to: number | null) =>
    to === null ? `${plural(from, { other: "#" })}+` : to - from === 1 ? String(from) : `${from}–${to - 1}`,
  span: (from: number, to: number | null) => {
    if (from === 0) return `<${to}`;
    return to === null ? `${plural(from, { other: "#" })}+` : `${from}–${plural(to, { other: "#" })}`;
  },
  few: "These are few sessions: one more can change the picture.",
  questions: {
    title: "Questions without an answer",
    sum: (count: number) =>
      plural(count, {
        one: "# question found nothing in what the chatbot knows.",
        other: "# different questions found nothing in what the chatbots know.",
      }),
    newest: (count: number) => `The newest ${count} are shown.`,
    none: "Every question of these days found an answer.",
    question: "Question",
    times: "Asked",
    timesOf: (count: number) => plural(count, { one: "once", other: "# times" }),
    last: "Last asked",
    where: "Sessions",
    session: (index: number) => `Session ${index}`,
  },
  empty: {
    title: "No sessions in these days",
    text: "Choose more days, or another chatbot. Each conversation with a client counts on the day on which it began.",
    action: "Show 90 days",
  },
};

import { plural } from "../../ui/plural.ts";

/** Words of an agent session's page. */
export const strings = {
  left: (time: string) => `${time} left`,
  leftHint: (time: string) => `Ends at ${time} unless something happens before`,
  expiresIn: (time: string) => `Expires in ${time}`,
  announce: (time: string) => `This session expires in ${time}. Extend it to go on.`,
  extend: "Extend",
  atMaximum: (time: string) =>
    `This session has reached its maximum and ends at ${time}. It cannot be extended.`,
  expired: "Expired",
  expiredTitle: "This session has expired",
  expiredText: "You can read it, but nothing can be added.",
  continue: "Continue in a new session",
  emptyTitle: (name: string) => `Write to ${name}`,
  emptyText: "Ask something, or try one of these:",
  firstExample: "What can you help me with?",
  examples: ["What do you know?", "Who are you?"],
  exampleAbout: (title: string) => (title.endsWith("?") ? title : `What do you know about “${title}”?`),
  panel: {
    time: "Time",
    timeLeft: "Time left",
    started: "Started",
    lastActivity: "Last activity",
    ends: "Ends",
    maximum: "At the latest",
    renewals: "Renewed",
    times: (count: number) => plural(count, { one: "once", other: "# times" }),
    notYet: "not yet",
    timeouts: "Timeout settings",
    saved: "The settings are saved.",
    agent: "Agent",
    user: "User",
    use: "From a program",
    curl: "Copy as curl",
    typescript: "Copy as TypeScript",
  },
};

import type { Transcript, TranscriptMessage } from "../schema.ts";

export const TRANSCRIPT_FORMATS = ["md", "json", "pdf"] as const;
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** How its file is called, without signs that a file system knows otherwise. */
export function transcriptFileName(
  { id, title, client, createdAt }: Transcript,
  format: TranscriptFormat,
): string {
  const name = (title ?? client.name)
    .replace(/[\p{C}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  // Cut between characters: half of one is none.
  const short = [...name]
    .slice(0, 80)
    .join("")
    .replace(/^\.+|[. ]+$/g, "");
  return `${short || id} ${createdAt.slice(0, 10)}.${format}`;
}

const ROLES = { assistant: "chatbot", user: "client", system: "note" } as const;

/** Who said it, by name. */
export const speakerOf = ({ role }: TranscriptMessage, { chatbot, client }: Transcript): string =>
  ({ assistant: chatbot.name, user: client.name, system: "Note" })[role];

/** `2026-01-31 10:00:00 UTC` */
export const timeOf = (iso: string): string => iso.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");

/** What a transcript says of the session, as names and values. */
export function factsOf(transcript: Transcript): [string, string][] {
  const { chatbot, client, status, startTime, endTime, feedback, messages } = transcript;
  return [
    ["Chatbot", chatbot.name],
    ["Client", client.name],
    ["Status", status],
    ["Started", timeOf(startTime)],
    ...(endTime ? [["Ended", timeOf(endTime)] as [string, string]] : []),
    ["Messages", String(messages.length)],
    ...(feedback?.rating ? [["Rating", `${feedback.rating} of 5`] as [string, string]] : []),
    ...(feedback?.comment ? [["Comment", feedback.comment] as [string, string]] : []),
  ];
}

export const titleOf = ({ title, client }: Transcript): string => title ?? `Session with ${client.name}`;

/** Markdown that shows the words as they were written: nothing in them can become a heading, a link or an image. */
export function transcriptMarkdown(transcript: Transcript): string {
  const facts = factsOf(transcript).map(([name, value]) => `- ${name}: ${plain(value)}`);
  const messages = transcript.messages.map((message) => {
    const { content, timestamp, fallback } = message;
    const note = fallback ? " · stands in for a reply that could not be made" : "";
    const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
    return `**${plain(speakerOf(message, transcript))}** (${ROLES[message.role]}) · ${timeOf(timestamp)}${note}\n\n${fence}text\n${content}\n${fence}`;
  });
  return `${[`# ${plain(titleOf(transcript))}`, facts.join("\n"), ...messages].join("\n\n")}\n`;
}

/** One line, in which no sign means anything to Markdown. */
const plain = (text: string) =>
  text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#+\-.!|~&:@]/g, (sign) => `\\${sign}`);

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** The session as the API tells it, without how its chatbot is set up. */
export function transcriptJson(transcript: Transcript): string {
  const { chatbot, client, version: _, ...session } = transcript;
  const told = {
    ...session,
    chatbot: { id: chatbot.id, name: chatbot.name },
    client: { id: client.id, name: client.name },
  };
  return `${JSON.stringify(told, null, 2)}\n`;
}

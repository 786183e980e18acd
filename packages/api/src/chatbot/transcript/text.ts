import type { Transcript, TranscriptMessage } from "../schema.ts";

/** The name of a transcript's file with the extension `format`, without characters that are reserved on some file system. */
export function transcriptFileName({ id, title, client, createdAt }: Transcript, format: string): string {
  const name = (title ?? client.name)
    .replace(/[\p{C}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  // Truncated by code points, so that no surrogate pair is split.
  const short = [...name]
    .slice(0, 80)
    .join("")
    .replace(/^\.+|[. ]+$/g, "");
  return `${short || id} ${createdAt.slice(0, 10)}.${format}`;
}

const ROLES = { assistant: "chatbot", user: "client", system: "note" } as const;

/** The name of a message's author. */
export const speakerOf = ({ role }: TranscriptMessage, { chatbot, client }: Transcript): string =>
  ({ assistant: chatbot.name, user: client.name, system: "Note" })[role];

/** Formats a time as `2026-01-31 10:00:00 UTC`. */
export const timeOf = (iso: string): string => iso.replace("T", " ").replace(/(\.\d+)?Z$/, " UTC");

/** The facts at the top of a transcript, as names and values. */
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

/** The session as Markdown. Messages are fenced, so that nothing in them becomes a heading, a link or an image. */
export function transcriptMarkdown(transcript: Transcript): string {
  const facts = factsOf(transcript).map(([name, value]) => `- ${name}: ${escapeMarkdown(value)}`);
  const messages = transcript.messages.map((message) => {
    const { content, timestamp, fallback } = message;
    const note = fallback ? " · stands in for a reply that could not be made" : "";
    const fence = "`".repeat(Math.max(3, longestRun(content) + 1));
    return `**${escapeMarkdown(speakerOf(message, transcript))}** (${ROLES[message.role]}) · ${timeOf(timestamp)}${note}\n\n${fence}text\n${content}\n${fence}`;
  });
  return `${[`# ${escapeMarkdown(titleOf(transcript))}`, facts.join("\n"), ...messages].join("\n\n")}\n`;
}

/** Puts a text on one line and escapes Markdown's special characters. */
const escapeMarkdown = (text: string) =>
  text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>()#+\-.!|~&:@]/g, (character) => `\\${character}`);

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** The session as JSON, as the API returns it but without the configuration of its chatbot. */
export function transcriptJson(transcript: Transcript): string {
  const { chatbot, client, version: _, ...session } = transcript;
  const data = {
    ...session,
    chatbot: { id: chatbot.id, name: chatbot.name },
    client: { id: client.id, name: client.name },
  };
  return `${JSON.stringify(data, null, 2)}\n`;
}

import { strings } from "./strings.ts";

/** The title to show for a session: its own, else its last message, else who answers in it. */
export function titleOf(item: {
  title: string | null;
  preview?: string | null;
  answeredBy: { name: string };
}): string {
  return item.title ?? item.preview ?? strings.untitled(item.answeredBy.name);
}

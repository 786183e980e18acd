import { strings } from "./strings.ts";

/** What a session is called: its title, else what was said last, else who answers in it. */
export function titleOf(item: {
  title: string | null;
  preview?: string | null;
  answeredBy: { name: string };
}): string {
  return item.title ?? item.preview ?? strings.untitled(item.answeredBy.name);
}

import { Paperclip } from "lucide-react";
import type { Message } from "../../api/types.ts";

/** Links to a message's attachments. Nothing is loaded from other servers before a link is followed. */
export function Attachments({ attachments }: { attachments: Message["attachments"] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1 text-sm">
      {attachments.map(({ url, name, type }) => (
        <li key={url} className="flex items-center gap-2">
          <Paperclip aria-hidden className="size-4 shrink-0 text-faint" />
          <a
            href={url}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="truncate text-accent-text underline underline-offset-2"
          >
            {name ?? url}
          </a>
          <span className="shrink-0 text-xs text-faint">{type}</span>
        </li>
      ))}
    </ul>
  );
}

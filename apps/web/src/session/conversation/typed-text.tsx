import { blocksOf } from "@parley/api/session/markdown-code";
import { MessageText } from "./message-text.tsx";

/** Text as a person typed it, with its line breaks. Of Markdown, only fences are rendered: as code. */
export function TypedText({ text }: { text: string }) {
  let start = 0;
  return blocksOf(text).map(({ lines, fence }) => {
    const block = lines.join("");
    const key = start;
    start += block.length;
    if (fence) return <MessageText key={key} markdown={block} />;
    return (
      <p key={key} className="break-words whitespace-pre-wrap">
        {block.replace(/\r?\n$/, "")}
      </p>
    );
  });
}

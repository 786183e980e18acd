import type { Hit } from "@parley/api/session/search-words";

/** A text with its hits highlighted. */
export function Highlighted({ text, hits }: { text: string; hits: Hit[] }) {
  return (
    <>
      {hits.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(hits[index - 1]?.end ?? 0, start)}
          <mark>{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(hits.at(-1)?.end ?? 0)}
    </>
  );
}

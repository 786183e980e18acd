import { strings } from "./strings.ts";

type Citation = { title: string; quote: string };

/** The sources of an answer; each opens to the quoted passage. */
export function Citations({ metadata }: { metadata: Record<string, unknown> }) {
  const citations = citationsOf(metadata);
  if (citations.length === 0) return null;
  return (
    <section aria-label={strings.sources} className="mt-3 flex flex-col gap-1 text-sm">
      {citations.map(({ title, quote }, index) => (
        <details key={`${title} ${index}`}>
          <summary className="w-fit text-soft hover:text-text">{strings.source(index + 1, title)}</summary>
          <blockquote className="mt-1 mb-2 border-l-3 border-line-strong pl-3 break-words whitespace-pre-wrap text-soft">
            {quote}
          </blockquote>
        </details>
      ))}
    </section>
  );
}

/** The valid citations in a message's metadata, which may be any JSON. */
export function citationsOf({ citations }: Record<string, unknown>): Citation[] {
  if (!Array.isArray(citations)) return [];
  return citations.filter(
    (one): one is Citation => typeof one?.title === "string" && typeof one?.quote === "string",
  );
}

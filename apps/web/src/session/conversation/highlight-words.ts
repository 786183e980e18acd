import { hitsIn, searchWords } from "@parley/api/session/search-words";

/** The name of the highlight in globals.css. */
const NAME = "hits";

/**
 * Highlights the words of a search in an element, also in content that is added later, by the CSS Custom Highlight API:
 * nodes are not changed. A browser without it shows no highlights.
 *
 * @returns removes the highlights
 */
export function highlightWords(element: HTMLElement, q: string): (() => void) | undefined {
  const words = searchWords(q);
  if (words.length === 0 || !("highlights" in CSS)) return undefined;
  const update = () => CSS.highlights.set(NAME, new Highlight(...rangesIn(element, words)));
  update();
  const observer = new MutationObserver(update);
  observer.observe(element, { subtree: true, childList: true, characterData: true });
  return () => {
    observer.disconnect();
    CSS.highlights.delete(NAME);
  };
}

function rangesIn(element: HTMLElement, words: string[]): Range[] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // The search covers the content only, not the author, the time and the buttons.
    if (node.parentElement?.closest("header, footer")) continue;
    for (const { start, end } of hitsIn(node.textContent ?? "", words)) {
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, end);
      ranges.push(range);
    }
  }
  return ranges;
}

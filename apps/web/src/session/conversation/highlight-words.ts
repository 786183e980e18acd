import { hitsIn, searchWords } from "@parley/api/session/search-words";

/** As the style sheet calls it. */
const NAME = "hits";

/**
 * Marks the words of a search in what an element shows, also in what it shows later, without touching its nodes. A browser
 * without CSS highlights shows the text unmarked.
 *
 * @returns takes the marks away
 */
export function highlightWords(element: HTMLElement, q: string): (() => void) | undefined {
  const words = searchWords(q);
  if (words.length === 0 || !("highlights" in CSS)) return undefined;
  const mark = () => CSS.highlights.set(NAME, new Highlight(...rangesIn(element, words)));
  mark();
  const observer = new MutationObserver(mark);
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
    // Who said it and when, and the buttons below, are not what was searched.
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

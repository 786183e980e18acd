import { getDocumentProxy } from "unpdf";
import { DOCUMENT_LIMITS } from "./document-error.ts";
import { firstHeading, ownTitle } from "./heading.ts";
import type { Parsed } from "./parse.ts";
import { type Line, layOut } from "./pdf-layout.ts";

/** Reads a PDF page by page, up to the limit of characters. Runs no scripts and opens no addresses. */
export async function readPdf(bytes: Uint8Array): Promise<Parsed> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes), {
    verbosity: 0,
    useSystemFonts: false,
    disableFontFace: true,
    useWorkerFetch: false,
    enableXfa: false,
    maxImageSize: 1,
  });
  const pages: Line[][] = [];
  let characters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const lines = linesOf((await page.getTextContent()).items);
    page.cleanup();
    characters += lines.reduce((sum, { text }) => sum + text.length, 0);
    if (characters > DOCUMENT_LIMITS.characters) return { fault: "too-long" };
    pages.push(lines);
  }
  const info = (await pdf.getMetadata().catch(() => null))?.info as { Title?: unknown } | undefined;
  const text = layOut(pages);
  return { title: ownTitle(info?.Title) ?? firstHeading(text), text };
}

type Item = { str: string; transform: number[]; width: number; hasEOL: boolean } | { type: string };

/** pdf.js returns runs of text, marked at the end of a line. */
function linesOf(items: readonly Item[]): Line[] {
  const lines: Line[] = [];
  let line: Line = { text: "", size: 0, y: 0, right: 0 };
  const end = () => {
    const text = line.text.replace(/\s+/g, " ").trim();
    if (text !== "") lines.push({ ...line, text });
    line = { text: "", size: 0, y: 0, right: 0 };
  };
  for (const item of items) {
    if (!("str" in item)) continue;
    const [, , c = 0, d = 0, x = 0, y = 0] = item.transform;
    line.text += item.str;
    if (item.str.trim() !== "") {
      line.size = Math.max(line.size, Math.round(Math.hypot(c, d) * 2) / 2);
      line.y = y;
      line.right = Math.max(line.right, x + item.width);
    }
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

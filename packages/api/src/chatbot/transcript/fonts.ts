import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type Document = PDFKit.PDFDocument;
/** A piece of a line that one font holds. */
export type Run = { font: string; text: string };

/** Arimo's files hold a script each; together Latin, Vietnamese, Greek, Cyrillic. Right-to-left scripts need more than a font. */
const SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"];
const MISSING = "?";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("@fontsource/arimo/package.json"));

type Loaded = { name: string; data: Buffer };
let loaded: Promise<Loaded[]> | undefined;

/** Reads the fonts, once in a process. */
function readFonts(): Promise<Loaded[]> {
  loaded ??= Promise.all(
    SCRIPTS.map(async (name) => ({
      name,
      data: await readFile(join(folder, `files/arimo-${name}-400-normal.woff`)),
    })),
  );
  return loaded;
}

/** The fonts of a document: which of them shows a character, and how wide a text is. */
export async function fontsFor(doc: Document) {
  const fonts = await readFonts();
  const has = fonts.map(({ name, data }) => {
    doc.registerFont(name, data);
    doc.font(name);
    // pdfkit's types leave out the font that it has open.
    const open = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
      ._font.font;
    return { name, holds: (code: number) => open.hasGlyphForCodePoint(code) };
  });
  const known = new Map<number, string | undefined>();
  const fontOf = (code: number): string | undefined => {
    if (!known.has(code)) known.set(code, has.find(({ holds }) => holds(code))?.name);
    return known.get(code);
  };
  const widths = new Map<string, number>();

  /** A text in pieces of one font each; what none of them holds becomes a question mark. */
  function runsOf(text: string): Run[] {
    const runs: Run[] = [];
    for (const character of text) {
      const font = fontOf(character.codePointAt(0) ?? 0);
      const shown = { font: font ?? "latin", text: font ? character : MISSING };
      const last = runs.at(-1);
      if (last?.font === shown.font) last.text += shown.text;
      else runs.push(shown);
    }
    return runs;
  }

  return {
    runsOf,
    isShown: (character: string) =>
      /\s|\p{C}|\p{M}/u.test(character) || fontOf(character.codePointAt(0) ?? 0) !== undefined,

    /** In points, at a size. Words come again and again, and are measured once. */
    widthOf(text: string, size: number): number {
      const key = `${size} ${text}`;
      const width = widths.get(key);
      if (width !== undefined) return width;
      const measured = runsOf(text).reduce(
        (sum, run) => sum + doc.font(run.font).fontSize(size).widthOfString(run.text),
        0,
      );
      if (widths.size < 20_000) widths.set(key, measured);
      return measured;
    },
  };
}
export type Fonts = Awaited<ReturnType<typeof fontsFor>>;

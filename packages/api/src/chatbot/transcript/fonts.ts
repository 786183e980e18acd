import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type Document = PDFKit.PDFDocument;
/** A part of a line in one font. */
export type Run = { font: string; text: string };

/** Arimo has one file per script. Right-to-left scripts are not supported: they would need bidirectional layout. */
const SCRIPTS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"];
const MISSING = "?";

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve("@fontsource/arimo/package.json"));

type Loaded = { name: string; data: Buffer };
let loaded: Promise<Loaded[]> | undefined;

/** Reads the font files, once per process. */
function readFonts(): Promise<Loaded[]> {
  loaded ??= Promise.all(
    SCRIPTS.map(async (name) => ({
      name,
      data: await readFile(join(folder, `files/arimo-${name}-400-normal.woff`)),
    })),
  );
  return loaded;
}

/** Registers the fonts of a document. Finds the font for each character, and measures text. */
export async function fontsFor(doc: Document) {
  const fonts = await readFonts();
  const registered = fonts.map(({ name, data }) => {
    doc.registerFont(name, data);
    doc.font(name);
    // pdfkit's types don't declare the current font.
    const open = (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })
      ._font.font;
    return { name, hasGlyph: (code: number) => open.hasGlyphForCodePoint(code) };
  });
  const known = new Map<number, string | undefined>();
  const fontOf = (code: number): string | undefined => {
    if (!known.has(code)) known.set(code, registered.find(({ hasGlyph }) => hasGlyph(code))?.name);
    return known.get(code);
  };
  const widths = new Map<string, number>();

  /** Splits a text into runs of one font each; characters without a glyph become question marks. */
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

    /** The width of a text in points. Cached, because words repeat. */
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

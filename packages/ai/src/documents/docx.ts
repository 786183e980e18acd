import mammoth from "mammoth";
import { firstHeading, ownTitle } from "./heading.ts";
import { markdownOf } from "./markdown.ts";
import type { Parsed } from "./parse.ts";
import { archiveOf, partsOf } from "./zip.ts";

/** The text's parts of a Word document, unpacked. 400,000 characters with all their formatting take some 10 MB. */
const mostBytes = 40_000_000;

const documentPart = /^word\/document\d*\.xml$/i;

/**
 * Reads a Word document. mammoth would unpack whatever it is given, so it gets an archive that was unpacked within
 * limits, with nothing in it but the text's parts: no picture is opened, and nothing outside of the file is.
 */
export async function readDocx(bytes: Uint8Array): Promise<Parsed> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = partsOf(zip, (name) => /\.(?:xml|rels)$/i.test(name), mostBytes);
  if (![...parts.keys()].some((name) => documentPart.test(name))) return { fault: "kind" };
  for (const [name, part] of parts) if (documentPart.test(name)) parts.set(name, slimmed(part));
  const { value } = await mammoth.convertToHtml(
    { buffer: archiveOf(parts) },
    {
      styleMap: ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => h2:fresh"],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
    },
  );
  const text = markdownOf(value);
  const core = parts.get("docProps/core.xml")?.toString("utf8").slice(0, 20_000) ?? "";
  const title = /<dc:title>([^<]*)<\/dc:title>/.exec(core)?.[1]?.replaceAll("&amp;", "&");
  return { title: firstHeading(text) ?? ownTitle(title), text };
}

/**
 * The document's XML without what its letters look like, and the runs that only that parted as one. Word parts a sentence
 * into dozens of runs, and mammoth takes 40 times their size of memory. Bytes are read as Latin letters, which leaves those of
 * other characters as they are.
 */
function slimmed(part: Buffer): Buffer {
  const xml = part
    .toString("latin1")
    .replace(/<w:rPrChange\b[^>]*>[\s\S]*?<\/w:rPrChange>/g, "")
    .replace(/<w:rPr>[\s\S]*?<\/w:rPr>|<w:rPr\/>|<w:proofErr\b[^>]*\/>/g, "")
    .replace(/<\/w:t><\/w:r><w:r(?: [^<>]*)?><w:t(?: [^<>/]*)?>/g, "");
  return Buffer.from(xml, "latin1");
}

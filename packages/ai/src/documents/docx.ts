import mammoth from "mammoth";
import { firstHeading, ownTitle } from "./heading.ts";
import { markdownOf } from "./markdown.ts";
import type { Parsed } from "./parse.ts";
import { archiveOf, partsOf } from "./zip.ts";

/** Unpacked bytes of the XML parts. 400,000 characters with all their formatting take some 10 MB. */
const maxBytes = 40_000_000;

const documentPart = /^word\/document\d*\.xml$/i;

/**
 * Reads a Word document. mammoth has no limits for unpacking, so it gets an archive rebuilt from the XML parts that were
 * unpacked within ours. Pictures and external resources are not opened.
 */
export async function readDocx(bytes: Uint8Array): Promise<Parsed> {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = partsOf(zip, (name) => /\.(?:xml|rels)$/i.test(name), maxBytes);
  if (![...parts.keys()].some((name) => documentPart.test(name))) return { fault: "kind" };
  for (const [name, part] of parts) if (documentPart.test(name)) parts.set(name, withoutFormatting(part));
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
 * The document's XML without character formatting, and with the runs joined that differed only in it. Word splits a
 * sentence into dozens of runs, and mammoth needs 40 times their size in memory. Decoding as latin1 preserves all bytes.
 */
function withoutFormatting(part: Buffer): Buffer {
  const xml = part
    .toString("latin1")
    .replace(/<w:rPrChange\b[^>]*>[\s\S]*?<\/w:rPrChange>/g, "")
    .replace(/<w:rPr>[\s\S]*?<\/w:rPr>|<w:rPr\/>|<w:proofErr\b[^>]*\/>/g, "")
    .replace(/<\/w:t><\/w:r><w:r(?: [^<>]*)?><w:t(?: [^<>/]*)?>/g, "");
  return Buffer.from(xml, "latin1");
}

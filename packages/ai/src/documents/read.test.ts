import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { item, makeDocx, makeZip, paragraph, run, table } from "./fixtures/make-docx.ts";
import { makePdf, rawPdf } from "./fixtures/make-pdf.ts";
import { parseInWorker } from "./parse.ts";
import { DOCUMENT_LIMITS, DocumentError, readDocument } from "./read.ts";

const bytes = (text: string, encoding: BufferEncoding = "utf8") => Buffer.from(text, encoding);
const read = (name: string, content: Uint8Array) => readDocument({ name, bytes: content });

async function refused(name: string, content: Uint8Array): Promise<DocumentError> {
  const error = await read(name, content).catch((thrown: unknown) => thrown);
  if (error instanceof DocumentError) return error;
  throw new Error("it was not refused with a DocumentError", { cause: error });
}

describe("text", () => {
  test("is unchanged, with its first heading as the title", async () => {
    const text = "Some words.\r\n\r\n## Fees *and* more ##\r\nFive euros.";
    expect(await read("prices.md", bytes(text))).toEqual({
      title: "Fees and more",
      text: text.replaceAll("\r\n", "\n"),
    });
  });

  test.each([
    ["notes of May.txt", "No heading here.", "notes of May"],
    ["C:\\docs\\notes.markdown", "```\n# a comment\n```\nwords", "notes"],
    ["README", "Underlined title\n================\nwords", "Underlined title"],
    [".md", "words", ".md"],
    ["v1.2 plan.txt", "#hashtag is no heading", "v1.2 plan"],
  ])("%s: %j has the title %s", async (name, text, title) => {
    expect((await read(name, bytes(text))).title).toBe(title);
  });

  const words = "Grüße, “Łódź” kostet 5 €";
  test.each([
    ["UTF-8", bytes(words)],
    ["UTF-8 with a mark", bytes(`\ufeff${words}`)],
    ["UTF-16, little end first", bytes(`\ufeff${words}`, "utf16le")],
    ["UTF-16, big end first", bytes(`\ufeff${words}`, "utf16le").swap16()],
  ])("is decoded from %s", async (_, content) => {
    expect((await read("a.txt", content)).text).toBe(words);
  });

  test("that is not valid UTF-8 is windows-1252", async () => {
    const content = Buffer.from([0x93, 0x47, 0x72, 0xfc, 0xdf, 0x65, 0x94, 0x20, 0x35, 0x20, 0x80]);
    expect((await read("a.txt", content)).text).toBe("“Grüße” 5 €");
  });

  test("is cleaned of null bytes and lone surrogates", async () => {
    const filler = "enough words around it ".repeat(10);
    expect((await read("a.txt", bytes(`${filler}a\0b`))).text).toBe(`${filler}ab`);
    const half = bytes(`\ufeff${filler}a\ud83db😀\udc00`, "utf16le");
    expect((await read("a.txt", half)).text.replaceAll("\ufffd", "")).toBe(`${filler}ab😀`);
    expect((await read("a.txt", half)).text.isWellFormed()).toBe(true);
  });

  test.each([
    ["photo.txt", Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52])],
    ["noise.txt", Buffer.from(Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 256))],
    ["wide.txt", bytes("UTF-16 without a mark", "utf16le")],
    ["letter.txt", bytes("{\\rtf1\\ansi Hello}")],
    ["page.html", bytes("<p>Hello</p>")],
    ["list.csv", bytes("a,b\n1,2")],
    ["program.exe", bytes("MZ")],
    ["old.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0])],
    ["sheet.docx", makeZip({ "xl/workbook.xml": "<workbook/>" })],
  ])("%s is not a supported document", async (name, content) => {
    const error = await refused(name, content);
    expect(error).toMatchObject({ name: "DocumentError", fault: "kind" });
    expect(error.message).toBe(
      `“${name}” is not a document that can be read here: those are text, Markdown, PDF and Word (.docx).`,
    );
  });

  test.each([
    ["empty.txt", ""],
    ["blank.md", " \n\t\n"],
    ["marks.txt", "--- ***"],
  ])("%s holds no text", async (name, text) => {
    expect((await refused(name, bytes(text))).fault).toBe("no-text");
  });

  test("has limits", async () => {
    const most = "a".repeat(DOCUMENT_LIMITS.characters);
    expect((await read("a.txt", bytes(most))).text).toHaveLength(DOCUMENT_LIMITS.characters);
    expect((await refused("a.txt", bytes(`${most}a`))).message).toBe(
      "“a.txt” is longer than 400,000 characters of text. Split it.",
    );
    expect((await refused("a.txt", Buffer.alloc(DOCUMENT_LIMITS.bytes + 1, "a"))).message).toBe(
      "“a.txt” is larger than 10 MB.",
    );
  });

  test("is named on one line in errors", async () => {
    const error = await refused(`/etc/x/${"long\n".repeat(50)}\u202e.txt`, bytes(""));
    expect(error.message).toMatch(/^“long long [^\n\u202e]{1,80}” holds no text\./);
  });
});

describe("PDF", () => {
  const manual = () =>
    makePdf((pdf) => {
      pdf.fontSize(22).text("Parley manual").moveDown();
      pdf.fontSize(11).text("Parley is a server for conversations. ".repeat(8)).moveDown();
      pdf.text("A second paragraph stands here.").moveDown();
      pdf.fontSize(15).text("Fees").fontSize(11).text("A card costs five euros.");
      pdf.addPage().text("Words of the second page.").text("2");
    });

  test("is detected under any name, and keeps paragraphs and headings", async () => {
    for (const name of ["manual.pdf", "manual.txt", "manual"]) {
      const { title, text } = await read(name, await manual());
      expect(title).toBe("Parley manual");
      expect(text).toBe(
        [
          "# Parley manual",
          "Parley is a server for conversations. ".repeat(8).trim(),
          "A second paragraph stands here.",
          "## Fees",
          "A card costs five euros.",
          "Words of the second page.",
        ].join("\n\n"),
      );
    }
  });

  test.each([
    ["Terms of the shop", "Terms of the shop"],
    ["Microsoft Word - terms.docx", "terms-2026"],
    ["untitled", "terms-2026"],
  ])("with the metadata title %s has the title %s", async (own, title) => {
    const pdf = await makePdf((draw) => draw.text("Words."), { info: { Title: own } });
    expect((await read("terms-2026.pdf", pdf)).title).toBe(title);
  });

  test("hyphenated line breaks are joined, and other hyphens kept", async () => {
    const lines = [
      "All of these lines reach the edge, infor-",
      "mation is in every one of them, and self-",
      "hosted is a word. A self-hosted server",
    ];
    const pdf = await makePdf((draw) => draw.text(lines.join("\n")));
    expect((await read("a.pdf", pdf)).text).toBe(
      "All of these lines reach the edge, information is in every one of them, and self-hosted is a word. A self-hosted server",
    );
  });

  test("without text is rejected as a scan", async () => {
    const pdf = await makePdf((draw) => draw.rect(10, 10, 50, 50).fill("red"));
    expect((await refused("scan.pdf", pdf)).message).toBe(
      "“scan.pdf” holds no text. A scan has to go through text recognition first.",
    );
  });

  test("with a password is rejected", async () => {
    const pdf = await makePdf((draw) => draw.text("secret"), { userPassword: "x", pdfVersion: "1.7" });
    expect((await refused("secret.pdf", pdf)).message).toBe(
      "“secret.pdf” is protected by a password. Save it without one.",
    );
  });

  test.each([
    ["cut off", async () => (await manual()).subarray(0, 300)],
    ["only a header", async () => bytes("%PDF-1.7\n")],
    [
      "a list of objects that is wrong",
      async () => bytes(`%PDF-1.7\n${"1 0 obj << /A 1 0 R >> endobj\n".repeat(1000)}`),
    ],
  ])("%s is damaged", async (_, make) => {
    expect((await refused("broken.pdf", await make())).fault).toMatch(/^(?:damaged|no-text)$/);
  });

  test("above the limit of characters is rejected", async () => {
    const line = (at: number) =>
      `1 0 0 1 10 ${10 + (at % 28) * 10} Tm (A sentence of some length stands here.) Tj `;
    const page = `BT /F1 8 Tf ${Array.from({ length: 11_000 }, (_, at) => line(at)).join("")} ET`;
    expect((await refused("long.pdf", rawPdf(bytes(page), ""))).fault).toBe("too-long");
  });
});

describe("Word", () => {
  test("keeps headings, lists, tables and the addresses of links", async () => {
    const docx = makeDocx(
      [
        paragraph("Shop handbook", "Title"),
        paragraph("Opening", "Heading1"),
        paragraph("We open at nine &amp; close at &lt;six&gt;."),
        item("Monday", 1),
        item("morning", 1, 1),
        item("Tuesday", 1),
        item("first", 2),
        item("second", 2),
        paragraph("After the list."),
        table(["Size", "Price"], ["40", "90 €"]),
        paragraph(`<w:hyperlink r:id="link">${run("Our page")}</w:hyperlink>`),
      ].join(""),
    );
    for (const name of ["handbook.docx", "handbook.pdf"]) {
      expect(await read(name, docx)).toEqual({
        title: "Shop handbook",
        text: [
          "# Shop handbook",
          "# Opening",
          "We open at nine & close at <six>.",
          "- Monday\n  - morning\n- Tuesday",
          "1. first\n2. second",
          "After the list.",
          "| Size | Price |\n| 40 | 90 € |",
          "Our page (https://shop.example/a?b=1&c=2)",
        ].join("\n\n"),
      });
    }
  });

  test("with its sentences split into many runs is read completely", {
    timeout: 60_000,
  }, async () => {
    const look = '<w:rPr><w:rFonts w:ascii="Calibri"/><w:b/><w:lang w:val="en-US"/></w:rPr>';
    const changed = `<w:rPr><w:b/><w:rPrChange w:id="1"><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr>`;
    const piece = (words: string, how: string) =>
      `<w:r w:rsidRPr="00A12B34">${how}<w:t xml:space="preserve">${words}</w:t></w:r>`;
    const line = paragraph(
      `${piece("Grüße ", look)}<w:proofErr w:type="spellStart"/>${piece("aus ", changed)}${piece("Łódź", "")}`,
    );
    expect((await read("a.docx", makeDocx(line))).text).toBe("Grüße aus Łódź");
    const long = paragraph(piece("words12 ", look).repeat(50)).repeat(950);
    const task = { kind: "zip", bytes: makeDocx(long) } as const;
    const parsed = await parseInWorker(task, { signal: undefined, milliseconds: 100_000 });
    expect(parsed).toMatchObject({ text: expect.stringMatching(/^(?:(?:words12 ?){50}\n*){950}$/) });
  });

  test("without a heading has its metadata title, otherwise its file's name", async () => {
    const core = "<cp:coreProperties><dc:title>Terms &amp; fees</dc:title></cp:coreProperties>";
    const titled = makeDocx(paragraph("Words."), { "docProps/core.xml": core });
    expect((await read("a.docx", titled)).title).toBe("Terms & fees");
    expect((await read("a.docx", makeDocx(paragraph("Words.")))).title).toBe("a");
  });

  test("with an external picture does not fetch it", async () => {
    const picture =
      '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip r:link="picture"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>';
    expect((await read("a.docx", makeDocx(paragraph(`${run("Words.")}${picture}`)))).text).toBe("Words.");
  });

  test("without text is rejected", async () => {
    expect((await refused("a.docx", makeDocx(paragraph(" ")))).fault).toBe("no-text");
  });

  test("with a password is rejected", async () => {
    const container = Buffer.concat([
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      Buffer.alloc(600),
      bytes("EncryptedPackage", "utf16le"),
    ]);
    expect((await refused("secret.docx", container)).fault).toBe("password");
  });

  test.each([
    ["cut off", makeDocx(paragraph("Words.")).subarray(0, 800)],
    ["no XML", makeDocx("<w:p><w:r>")],
    ["only a beginning", bytes("PK\u0003\u0004")],
  ])("%s is damaged", async (_, content) => {
    expect((await refused("a.docx", content)).message).toBe("“a.docx” is damaged and can't be read.");
  });
});

test("parsers are loaded in the worker thread only", () => {
  const program = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => (loaded.push(name), next(name, context)) });
    const { readDocument } = await import(${JSON.stringify(import.meta.resolve("./read.ts"))});
    const bytes = Buffer.from(${JSON.stringify(Buffer.from(makeDocx(paragraph("Words."))).toString("base64"))}, "base64");
    const { text } = await readDocument({ name: "a.docx", bytes });
    console.log(JSON.stringify({ text, loaded }));
  `;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], {
    encoding: "utf8",
  });
  const { text, loaded }: { text: string; loaded: string[] } = JSON.parse(printed);
  expect(text).toBe("Words.");
  expect(loaded.length).toBeGreaterThan(3);
  expect(loaded.filter((name) => /mammoth|unpdf|docx\.ts|pdf\.ts|zip\.ts/.test(name))).toEqual([]);
});

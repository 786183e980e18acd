import * as fc from "fast-check";
import { micromark, type Options } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import { activeContentIn } from "./active-content.ts";
import { asCode, blocksOf, codeIn } from "./markdown-code.ts";

const IMAGE = "<img src=x onerror=alert(1)>";

describe("code", () => {
  it.each([
    "Why does `<script>alert(1)</script>` not run?",
    "`<script>` and ``a ` b <iframe>`` and `javascript:alert(1)`",
    "``` <script>alert(1)</script> ```",
    "The <b>bold</b> [link](https://example.com/a) at https://example.com/b: `<script>`",
    "- first `<script>`\n- second `<embed src=x>`\n\n> `<iframe>`",
    "| tag | use |\n| --- | --- |\n| `<script>` | code |",
    "a | b\n\n`<script>a || b</script>`",
    "An apostrophe ' and ` alone\n\n`<script>`",
    "<div>\n\n`<script>`",
    "```html\n<script>alert(1)</script>\n```",
    "```\n<script>\n\n<iframe>\n\n# no heading",
    "~~~js title=a\njavascript:alert(1)\n~~~~~  \nDone.",
    "````\n```\n<script>\n```\n````",
    "Text:\n```\r\n<script>\r\n```\r\n",
    "1. First\n   ```html\n   <script>\n\n     <b>\n   ```\n2. Second `<script>`",
    "```\n<pre>\n```\n\n```\n<script>\n```",
  ])("%j may hold active content", (text) => {
    expect(activeContentIn(text)).toBeUndefined();
  });
});

describe("what some reader may take for no code", () => {
  it.each([
    ["no code", IMAGE],
    ["a backtick that nothing closes", `\` ${IMAGE}`],
    ["runs of different length", `\`\` ${IMAGE} \``],
    ["after a backtick of the line before", `a \` b\n\`${IMAGE}\``],
    ["code over two lines, of which one is a list item", `a \`b\n- ${IMAGE}\``],
    ["over a blank line", `\`a\n\n${IMAGE}\``],
    ["an escaped backtick", `\\\`${IMAGE}\``],
    ["an escaped backtick in a run", `\\\`\` \`${IMAGE}\``],
    ["a backslash before the end", `\`a\\\` \`${IMAGE}\` \``],
    ["a backtick in an attribute, within a line", `x <a title="\`">${IMAGE}\``],
    ["a backtick in an attribute, where HTML is text", `x <a title="\`">\nb \`${IMAGE}\``],
    ["a backtick in an attribute", `<a title="\`" onclick=alert(1)>\``],
    ["code from one attribute to the next", `<a title="\`" onclick=alert(1) lang="\`">`],
    ["a quote in code", '="`"` <img title="<>" onerror=alert(1)>'],
    ["a tag from code to code", "<a `x` onclick=alert(1) `y`>"],
    ["a tag over two lines", `<a\ntitle="\`">${IMAGE}\``],
    ["a comment", `<!-- \` --> ${IMAGE} \``],
    ["an HTML block", `<div>\n\`${IMAGE}\`\n</div>`],
    ["an HTML block on the same line", `<b> \`${IMAGE}\``],
    ["an HTML block in a list item", `1. <div> \`${IMAGE}\``],
    ["a fence in an HTML block", `<div>\n\`\`\`\n${IMAGE}\n\`\`\`\n</div>`],
    ["an HTML block that passes blank lines", `<pre>\n\n\`\`\`\n${IMAGE}\n\`\`\`\n</pre>`],
    ["the target of a link", `[a](\`) ${IMAGE} \``],
    ["a target with brackets", `[a](b()\`) ${IMAGE} \``],
    ["the label of a link", `[a][\`] ${IMAGE} \`\n\n[\`]: b`],
    ["the label of a footnote", `[^\`] ${IMAGE} \`\n\n[^\`]: b`],
    ["the path of a bare link", `https://example.com/\`${IMAGE}\``],
    ["an address in brackets", `<https://example.com/\`>${IMAGE}\``],
    ["cells of a table", `\`a | ${IMAGE} | b\`\n| - | - | - |`],
    ["a fence that is quoted, and the quotation ends", `> \`\`\`\n${IMAGE}\n> \`\`\``],
    ["a fence in a list item, and the list ends", `- \`\`\`\n${IMAGE}\n  \`\`\``],
    ["a fence in a list item, after a blank line", `- \`\`\`\n\n  \`\`\`\n  ${IMAGE}\n  \`\`\``],
    ["an indented fence in a list item, and the list ends", `- a\n  ~~~\n${IMAGE}\n  ~~~`],
    ["a fence within another", ` ~~~\n\`\`\`\n ~~~\n${IMAGE}\n\`\`\``],
    ["a fence that ends sooner", `\`\`\`\na\n\`\`\`\`\n${IMAGE}\n\`\`\``],
    ["an end with more words", `\`\`\`\na\n\`\`\` ${IMAGE}\n\`\`\``],
    ["an indented fence", `    \`\`\`\n${IMAGE}\n    \`\`\``],
    ["indented code", `    ${IMAGE}`],
    ["the line that opens a fence", `\`\`\` ${IMAGE}\na\n\`\`\``],
    ["a fence of tildes with backticks beside it", `~~~ \`a\`\n~~~\n\`\`\`${IMAGE}`],
    ["two backticks are no fence", `\`\`\n${IMAGE}\n\`\``],
    ["a line ended by another character", `\`\`\`a\u2028${IMAGE}\n\`\`\``],
    ["a line ended by a carriage return alone", `~~~\ra\r~~~\n~~~\n${IMAGE}\n~~~`],
  ])("%s", (_name, text) => {
    expect(activeContentIn(text)).toMatch(/an inline event handler outside of code/);
  });
});

const withoutTicks = (text: string) => text.replace(/[`~\\|\v\f\x85\u2028\u2029]/g, "");
const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(IMAGE, "<script>", "javascript:x()"));
const inCode = fc.array(anyText).map((all) => all.join(" "));

describe("any text", () => {
  it("may be inline code", () => {
    const wrapped = fc.tuple(inCode, fc.integer({ min: 1, max: 5 })).map(([text, count]) => {
      const ticks = "`".repeat(count);
      return `See ${ticks}${withoutTicks(text).replace(/[\r\n]/g, " ") || "x"}${ticks}.`;
    });
    fc.assert(fc.property(wrapped, (text) => activeContentIn(text) === undefined));
  });

  it("may be sent as code, and is then one fence", () => {
    fc.assert(
      fc.property(inCode, (text) => {
        const code = asCode(text);
        expect(activeContentIn(code)).toBeUndefined();
        expect(blocksOf(code)).toEqual([
          { lines: expect.any(Array), fence: { indent: "", marker: expect.any(String), isClosed: true } },
        ]);
        expect(codeIn(code)).toEqual([{ start: code.indexOf("\n") + 1, end: code.lastIndexOf("\n") + 1 }]);
      }),
    );
  });

  it("is its blocks, joined", () => {
    fc.assert(
      fc.property(markdown, (text) => {
        expect(
          blocksOf(text)
            .flatMap(({ lines }) => lines)
            .join(""),
        ).toBe(text);
      }),
    );
  });
});

/** Parts of Markdown that could make readers disagree. */
const part = fc.constantFrom(
  ...'` `` ``` ```` ~~~ ~~~~ \\ | || - -- --- :- > # * _ ~ [ ] [^ ( ) ]( ][ ]: ![ < > <a </a> <div> </div> <!-- --> <? ?> <pre> =" " \' / : $ a b'.split(
    " ",
  ),
  ..." |  |   |    |\n|\n\n|\r\n|\r|\t|\u2028|\f|\u00a0".split("|"),
  ..."- |1. |> |[a]: |[^a]: |[^`]: |[`]: |- [ ] |\n```\n|\n~~~\n|\n  ```\n|\n   ~~~\n|\n> ```\n|\n- ```\n| - | - \n|www.a.b/|http://a.b/|a@b.c|<http://a.b>|&#96;|&lt;".split(
    "|",
  ),
  "<a title='",
  '<a href="x">',
);
const OBJECT = "<object data=x>";
const active = fc.constantFrom(
  ...[IMAGE, OBJECT].flatMap((one) => [one, `\`${one}\``, `\`\`${one}\`\``, `\n${one}\n`, `  ${one}`]),
);
const parts = fc.array(part, { maxLength: 8 }).map((all) => all.join(""));
/** Texts with active content, most of which have something like code around it. */
const markdown = fc.tuple(parts, active, parts).map((all) => all.join(""));

const without = (...constructs: string[]) => ({ disable: { null: constructs } });
const HTML = ["htmlFlow", "htmlText", "autolink"];
const READERS: Record<string, Options["extensions"]> = {
  CommonMark: [],
  "GitHub's": [gfm()],
  "one without escapes": [without("characterEscape")],
  "one without escapes, with GitHub's extensions": [gfm(), without("characterEscape")],
};
const BARE: Record<string, Options["extensions"]> = {
  "one without HTML": [gfm(), without(...HTML)],
  "one without HTML and escapes": [without("characterEscape", ...HTML)],
  "one that knows nothing but code": [
    without(
      "characterEscape",
      "labelStartLink",
      "labelStartImage",
      "labelEnd",
      "definition",
      "list",
      ...HTML,
    ),
  ],
};

describe("what passes is code for each reader of Markdown", () => {
  const runs = { numRuns: 3_000 };

  it.each(Object.entries(READERS))("%s", (_name, extensions) => {
    const options: Options = { extensions, htmlExtensions: [gfmHtml()], allowDangerousHtml: true };
    fc.assert(
      fc.property(markdown, (text) => {
        if (!activeContentIn(text)) expect(micromark(text, options)).not.toMatch(/<(?:img src=x|object)\b/);
      }),
      runs,
    );
  });

  it.each(Object.entries(BARE))("%s", (_name, extensions) => {
    const options: Options = { extensions, htmlExtensions: [gfmHtml()] };
    fc.assert(
      fc.property(markdown, (text) => {
        if (activeContentIn(text)) return;
        const html = micromark(text, options).replace(/<code[^>]*>.*?<\/code>/gs, "");
        expect(html).not.toMatch(/&lt;(?:img src=x|object)\b/);
      }),
      runs,
    );
  });
});

it("takes no longer for text made to be slow", () => {
  const parts = [
    "`",
    "``` ",
    "` `` ",
    "<a ",
    '<a="x" =',
    "[",
    "[a](",
    "www.",
    "://",
    "a",
    "~~~\n",
    "```\n",
    " - ",
    "| ",
  ];
  let runs = "";
  for (let i = 1; runs.length < 10_000; i++) runs += `${"`".repeat(i)} `;
  const texts = [runs, ...parts.map((one) => one.repeat(10_000 / one.length))];
  for (const text of texts) {
    const started = performance.now();
    codeIn(text);
    activeContentIn(`${text.slice(0, 9_900)} \`a\` <script> onx=`);
    expect(performance.now() - started, text.slice(0, 20)).toBeLessThan(200);
  }
});

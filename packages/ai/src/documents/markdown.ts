const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/**
 * Converts mammoth's HTML to text with Markdown headings, lists and table rows. Emphasis and images are omitted; a link
 * becomes its text followed by its address. Other HTML is not supported.
 */
export function markdownOf(html: string): string {
  const page = startPage();
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([a-z0-9]+)/i.exec(token);
    if (tag === null) page.write(token.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole));
    else tagOn(page, tag[2] ?? "", tag[1] === "", token);
  }
  return page.text();
}

type Page = ReturnType<typeof startPage>;

/** The output: complete lines, and the current one with its prefix (`# `, `- `). */
function startPage() {
  const lines: string[] = [];
  let line = "";
  let mark = "";
  const endLine = () => {
    const text = line.replace(/\s+/g, " ").trim();
    if (text !== "") lines.push(mark + text);
    if (text !== "") mark = "";
    line = "";
  };
  return {
    lists: [] as { ordered: boolean; count: number }[],
    links: [] as string[],
    row: null as string[] | null,
    write(text: string) {
      line += text;
    },
    change(how: (line: string) => string) {
      line = how(line);
    },
    endLine,
    begin(marked: string) {
      endLine();
      mark = marked;
    },
    gap() {
      endLine();
      lines.push("");
    },
    /** Returns the current line and clears it. */
    takeLine(): string {
      const text = line.replace(/\s+/g, " ").trim();
      line = "";
      return text;
    },
    text: () => {
      endLine();
      return lines
        .join("\n")
        .replace(/\n{3,}/g, "\n\n")
        .trim();
    },
  };
}

function tagOn(page: Page, name: string, opens: boolean, token: string): void {
  if (name === "a") linkOn(page, opens, token);
  else if (/^(?:table|t[rdh])$/.test(name)) tableOn(page, name, opens);
  else if (page.row !== null || name === "br") page.write(" ");
  else if (/^(?:ul|ol|li)$/.test(name)) listOn(page, name, opens);
  else if (/^h[1-6]$/.test(name)) {
    page.gap();
    page.begin(opens ? `${"#".repeat(Number(name[1]))} ` : "");
  } else if (name === "p") {
    if (page.lists.length === 0) page.gap();
    else page.write(" ");
  }
}

function listOn(page: Page, name: string, opens: boolean): void {
  const { lists } = page;
  const list = lists.at(-1);
  if (name === "li") {
    if (opens && list !== undefined) list.count++;
    const mark = list?.ordered ? `${list.count}. ` : "- ";
    page.begin(opens ? "  ".repeat(Math.max(lists.length - 1, 0)) + mark : "");
    return;
  }
  page.endLine();
  if (lists.length === 0) page.gap();
  if (opens) lists.push({ ordered: name === "ol", count: 0 });
  else lists.pop();
  if (lists.length === 0) page.gap();
}

function tableOn(page: Page, name: string, opens: boolean): void {
  if (name === "table") page.gap();
  else if (name === "tr") {
    if (!opens && page.row !== null) page.write(`| ${page.row.join(" | ")} |`);
    page.row = opens ? [] : null;
    page.endLine();
  } else if (!opens) page.row?.push(page.takeLine());
}

/** Links within the document, mostly footnotes, have no address to show. */
function linkOn(page: Page, opens: boolean, token: string): void {
  if (opens) {
    page.links.push(/ href="(https?:[^"]*)"/i.exec(token)?.[1] ?? "");
    return;
  }
  const address = (page.links.pop() ?? "").replaceAll("&amp;", "&");
  page.change((line) =>
    address === "" ? line.replace(/↑$/, "") : line.endsWith(address) ? line : `${line} (${address})`,
  );
}

import { baseName } from "./document-error.ts";

const maxCharacters = 200;

/** The first heading of a Markdown text: a line of "#", or one that is underlined with "=". Null when it has none. */
export function firstHeading(text: string): string | null {
  const prose = text.slice(0, 20_000).replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
  const found = /^ {0,3}#{1,6}[ \t]+(\S.*?)[ \t]*#*[ \t]*$|^(\S.*)\n=+[ \t]*$/m.exec(prose);
  return titled(found?.[1] ?? found?.[2]);
}

/** The title in a file's metadata, unless it is a file name or a program's default. */
export function ownTitle(title: unknown): string | null {
  const text = typeof title === "string" ? titled(title) : null;
  const isDefault =
    /^(?:untitled|unknown|document ?\d*|microsoft word\b.*|.*\.(?:docx?|pdf|indd|tex|dvi|rtf|odt|qxd))$/i;
  return text === null || isDefault.test(text) ? null : text;
}

/** The file's name without folder and extension. */
export function titleOfName(name: string): string {
  return titled(baseName(name).replace(/(?<=.)\.\w{1,10}$/, "")) ?? "Document";
}

function titled(text: string | undefined): string | null {
  const line = text
    ?.toWellFormed()
    .replace(/[*_`]+/g, "")
    .replace(/[\p{C}\s]+/gu, " ")
    .trim();
  return line === undefined || line === "" ? null : [...line].slice(0, maxCharacters).join("");
}

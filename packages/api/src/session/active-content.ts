import { CODE_ONLY, codeIn } from "./markdown-code.ts";

/**
 * Finds active content, which a careless page would run. In Markdown code, a fence or backticks, it is text and passes
 * (`codeIn` says what counts). So does code that only looks like it: a Python snippet, `a < b`, `i < object.length`,
 * `List<Object>`, a plain `<b>`, "JavaScript: The Good Parts".
 * @returns the rule that the text breaks; undefined when it breaks none.
 */
export function activeContentIn(text: string): string | undefined {
  // Most messages end here: Markdown is read only in the few that need it.
  const found = partIn(text) && partIn(withoutCode(text));
  return found && `must not contain ${found} ${CODE_ONLY}`;
}

/** The text with a space in place of each piece of code. */
function withoutCode(text: string): string {
  let rest = "";
  let at = 0;
  for (const { start, end } of codeIn(text)) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return rest + text.slice(at);
}

function partIn(text: string): string | undefined {
  const words = decoded(text);
  return (
    (ELEMENTS.some((pattern) => pattern.test(text)) && "a <script>, <iframe>, <object> or <embed> element") ||
    (SCRIPT_URLS.some((pattern) => pattern.test(words)) && "a javascript: URL") ||
    (DATA_URLS.some((pattern) => pattern.test(words)) && "a data:text/html URL") ||
    ((HANDLER.test(withoutQuotedBrackets(text)) || HANDLER_IN_TAG.test(text)) && "an inline event handler") ||
    undefined
  );
}

const ELEMENTS = [
  // What follows tells an element from a comparison: `i<object.length`.
  /<(?:script|iframe)\b(?![.[(-])/i,
  /<(?:object|embed)\b(?!\s*[.[(>,-])/i,
  // Without attributes these two do nothing, and after a word they are a type: `List<Object>`.
  /(?<!\w)<(?:object|embed)\s*>/i,
  /<\s+(?:script|iframe|object|embed)(?=\s*\/?>|\s+[\w-]+\s*=)/i,
];

/** A word as browsers read it in a URL, where they drop the characters between its letters that `dropped` matches. */
const split = (word: string, dropped: string) => [...word].join(dropped);
const TABS = "\\t*";
const BREAKS = "[\\t\\r\\n]*";
/** The value of an attribute, the target of a link, or the whole message: here a URL is followed. */
const AT_URL = "(?:=|\\]\\(|\\burl\\(|^)[\\s\"'<\\u0001-\\u001f]*";

const SCRIPT_URLS = [
  // Followed by a space it is prose, unless that goes on as a call.
  new RegExp(`${split("javascript", TABS)}\\s*:(?=[^\\s"'\`)\\]}>]|\\s+[\\w$.]+\\()`, "i"),
  new RegExp(`(?!^)${AT_URL}${split("javascript", BREAKS)}${BREAKS}:`, "i"),
  new RegExp(`^${split("javascript", BREAKS)}${BREAKS}:\\S`, "i"),
];
const DATA_URLS = [
  new RegExp(`${split("data", TABS)}\\s*:\\s*${split("text/html", TABS)}`, "i"),
  new RegExp(`${AT_URL}${split("data", BREAKS)}${BREAKS}:\\s*${split("text/html", BREAKS)}`, "i"),
];

const HANDLER = /<[a-z][^<>]*[\s"'/]on[a-z]+\s*=/i;
/** The same, with quotes counted from the tag on: one before it could pair with the tag's own. */
const HANDLER_IN_TAG = /<[a-z](?:(?=(=\s*(?:"[^"]*"|'[^']*')|[^<>]))\1)*?(?<=[\s"'/])on[a-z]+\s*=/i;

/** Inside an attribute's quotes a bracket neither opens nor ends a tag. */
const withoutQuotedBrackets = (text: string) =>
  text.replace(/=\s*(?:"[^"]*"|'[^']*')/g, (value) => value.replace(/[<>]/g, ""));

const NAMED: Record<string, string> = { tab: "\t", newline: "\n", colon: ":", sol: "/" };

/** The text with the character references that could hide the name of a URL's scheme. */
function decoded(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,8});?|#(\d{1,8});?|(tab|newline|colon|sol);)/gi,
    (whole, hex, decimal, name) => {
      if (name) return NAMED[name.toLowerCase()] ?? whole;
      const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return point <= 0x7f ? String.fromCharCode(point) : whole;
    },
  );
}

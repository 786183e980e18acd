import { describe, expect, it } from "vitest";
import { activeContentIn } from "./active-content.ts";

describe("harmless text", () => {
  it.each([
    "if (a < b && c > d) { run(a) }",
    "for (let i = 0; i < object.length; i++) {}",
    "while (i<script.length) i++",
    "if x < object and y > 2",
    "List<Object> all = new ArrayList<Object>(); Map<Embed, Object> m",
    "<b>bold</b> <div class='x'>a</div> <a href='https://example.com/?once=1'>b</a>",
    "JavaScript: The Good Parts",
    "Known languages: Python, JavaScript:",
    'if (url.startsWith("javascript:")) return',
    '{ "javascript": 2, python: 1 }',
    "language: java\nscript: ./gradlew build",
    "&lt;script&gt; is how it is written",
    "onclick = handler; x<y",
    "The data: text and html",
    "&#128512; &#99999999;",
  ])("%j", (text) => {
    expect(activeContentIn(text)).toBeUndefined();
  });
});

describe("an element", () => {
  it.each([
    "<script>alert(1)</script>",
    "<ScRiPt/src=x>",
    "hello<script\n>",
    'the "<script" tag',
    "< script >",
    "< SCRIPT src=x>",
    "<iframe>",
    "<object data=x>",
    "x<object data=x>",
    "<object>",
    "<embed/src=x>",
  ])("%j", (text) => {
    expect(activeContentIn(text)).toMatch(/element/);
  });
});

describe("a javascript: URL", () => {
  it.each([
    "javascript:alert(1)",
    "see JaVaScRiPt : alert(1)",
    "javascript:'<b>'",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "[x](java\nscript:alert(1))",
    '<a href="java&#115;cript:alert(1)">',
    '<a href=" \u0001javascript: void 0">',
    '<a href="javascript:">',
    "javascript&colon;alert(1)",
    "<a href=javascript&#0000058alert(1)>",
    "jav&#x09;ascript&#X3A;alert(1)",
    "<a href='&NewLine;j&Tab;avascript:alert(1)'>",
  ])("%j", (text) => {
    expect(activeContentIn(text)).toMatch(/javascript: URL/);
  });
});

describe("a page in a URL", () => {
  it.each([
    "data:text/html,<b>x",
    "DATA: text/html;base64,xx",
    "data&colon;text&sol;html,x",
    "[x](data:te\nxt/html,x)",
  ])("%j", (text) => {
    expect(activeContentIn(text)).toMatch(/data:text\/html URL/);
  });
});

describe("an inline event handler", () => {
  it.each([
    "<img src=x onerror=alert(1)>",
    "<svg/onload = 'x'>",
    '<img src="x"onerror=alert(1)>',
    "<img title='>' onerror=alert(1)>",
    'x=" <img title=">" onerror=alert(1)>',
    '<img title="<>"\nONERROR\n=alert(1)>',
  ])("%j", (text) => {
    expect(activeContentIn(text)).toMatch(/event handler/);
  });
});

it("takes no longer for text made to be slow", () => {
  const parts = ["<a ", "= ", '="', "javascript", "data:", "&#x3a", "< ", "on", "\t", "](", "j\t\t"];
  const started = performance.now();
  for (const part of parts) {
    activeContentIn(part.repeat(10_000 / part.length));
    activeContentIn(`${part}${" ".repeat(10_000)}`);
    activeContentIn(`<a ${part.repeat(10_000 / part.length)}`);
  }
  expect(performance.now() - started).toBeLessThan(3000);
});

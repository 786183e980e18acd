import { setImmediate as nextTick } from "node:timers/promises";
import { readPdf } from "@parley/ai/documents/pdf";
import { describe, expect, it } from "vitest";
import type { Role, Transcript } from "../schema.ts";
import { transcriptPdf } from "./pdf.ts";
import { transcriptFileName, transcriptJson, transcriptMarkdown } from "./text.ts";

const at = "2026-01-31T10:00:00.000Z";
const message = (content: string, role: Role = "user") => ({ role, content, timestamp: at });

function transcript(messages: Transcript["messages"], title: string | null = "A talk"): Transcript {
  const times = { createdAt: at, updatedAt: at, version: 1 };
  return {
    id: "65a000000000000000000001",
    kind: "chatbot",
    title,
    status: "COMPLETED",
    chatbotId: "c",
    clientId: "p",
    startTime: at,
    startsItself: false,
    endTime: at,
    feedback: { rating: 4 },
    metadata: null,
    dangerAt: null,
    report: null,
    messages,
    chatbot: {
      id: "c",
      name: "Shop *help*",
      role: "",
      description: "",
      promptTemplate: "secret words",
      model: null,
      temperature: null,
      maxTokens: null,
      dangerAnswer: null,
      metadata: {},
      ...times,
    },
    client: { id: "p", name: "Ada", email: "ada@example.com", phoneNumber: null, metadata: {}, ...times },
    ...times,
  };
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

describe("a transcript as Markdown", () => {
  it("contains each speaker, time and unchanged content", () => {
    const text = transcriptMarkdown(
      transcript([message("# Not a heading\n![x](http://e.vil)"), message("Hello", "assistant")]),
    );
    expect(text).toContain("# A talk\n");
    expect(text).toContain("- Rating: 4 of 5");
    expect(text).toContain(
      "**Ada** (client) · 2026-01-31 10:00:00 UTC\n\n```text\n# Not a heading\n![x](http://e.vil)\n```",
    );
    expect(text).toContain("**Shop \\*help\\*** (chatbot)");
  });

  it("uses a fence that is longer than any in the content", () => {
    const text = transcriptMarkdown(transcript([message("```\nout\n`````")]));
    expect(text).toContain("``````text\n```\nout\n`````\n``````");
  });
});

it("as JSON, contains the messages but not the chatbot's configuration", () => {
  const parsed = JSON.parse(transcriptJson(transcript([message("Hello")])));
  expect(parsed).toMatchObject({
    title: "A talk",
    client: { name: "Ada" },
    messages: [{ content: "Hello" }],
  });
  expect(JSON.stringify(parsed)).not.toMatch(/secret words|ada@example/);
});

it("has a file name that is valid on any file system", () => {
  expect(transcriptFileName(transcript([], "a/b\\c: \u0000..日本"), "pdf")).toBe(
    "a b c ..日本 2026-01-31.pdf",
  );
  expect(transcriptFileName(transcript([], "../../.."), "md")).toBe("65a000000000000000000001 2026-01-31.md");
  expect(transcriptFileName(transcript([], "🙂".repeat(200)), "md").isWellFormed()).toBe(true);
  expect(transcriptFileName(transcript([], "///"), "json")).toBe("65a000000000000000000001 2026-01-31.json");
});

describe("a transcript as PDF", () => {
  it("contains text in the supported scripts, and says how many characters it can't show", async () => {
    const file = await bytesOf(
      transcriptPdf(transcript([message("Grüße, Привет, αβγ"), message("日本", "assistant")])),
    );
    const read = await readPdf(new Uint8Array(file));
    const text = "text" in read ? read.text : read.fault;
    expect(text).toContain("Grüße, Привет, αβγ");
    expect(text).toContain("2 characters are of a script");
    expect(text).toContain("??");
  });

  it("breaks words that are longer than a line", async () => {
    expect(
      (await bytesOf(transcriptPdf(transcript([message("x".repeat(10_000))])))).subarray(0, 5).toString(),
    ).toBe("%PDF-");
  });

  it("of 10,000 messages does not block the event loop while it is drawn", { timeout: 120_000 }, async () => {
    const words = "This is what somebody says in a session that goes on and on. ".repeat(3);
    const long = transcript(Array.from({ length: 10_000 }, (_, index) => message(`${index}: ${words}`)));
    await bytesOf(transcriptPdf(transcript([message("The fonts are read")])));
    const gaps: number[] = [];
    let isDrawn = false;
    const watch = (async () => {
      for (let last = performance.now(); !isDrawn; last = performance.now()) {
        await nextTick();
        gaps.push(performance.now() - last);
      }
    })();
    const file = await bytesOf(transcriptPdf(long));
    isDrawn = true;
    await watch;
    expect(file.length).toBeGreaterThan(500_000);
    // Independent of the machine's speed: the loop ran many times, and no pause was a large part of the total.
    expect(gaps.length).toBeGreaterThan(100);
    const all = gaps.reduce((sum, gap) => sum + gap, 0);
    expect(Math.max(...gaps)).toBeLessThan(all / 4);
  });
});

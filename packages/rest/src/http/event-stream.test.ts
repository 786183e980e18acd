import { expect, it } from "vitest";
import type { StreamEvent } from "../operation.ts";
import { eventStream } from "./event-stream.ts";

const failed = (error: unknown): StreamEvent => ({ event: "error", data: String(error) });
const textOf = (stream: ReadableStream) => new Response(stream).text();

it("writes each event with its data as JSON, and closes", async () => {
  async function* events(): AsyncGenerator<StreamEvent> {
    yield { event: "one", data: { text: "two\nlines" } };
    yield { event: "two", data: null };
  }
  expect(await textOf(eventStream(events(), failed))).toBe(
    'event: one\ndata: {"text":"two\\nlines"}\n\nevent: two\ndata: null\n\n',
  );
});

it("ends with an event that says why it broke off", async () => {
  async function* events(): AsyncGenerator<StreamEvent> {
    yield { event: "one", data: 1 };
    throw new Error("away");
  }
  expect(await textOf(eventStream(events(), failed))).toBe(
    'event: one\ndata: 1\n\nevent: error\ndata: "Error: away"\n\n',
  );
});

it("ends the events when its reader goes, also while it waits for one", async () => {
  const news = Promise.withResolvers<void>();
  let ended = false;
  async function* events(): AsyncGenerator<StreamEvent> {
    try {
      yield { event: "one", data: 1 };
      await news.promise;
      yield { event: "two", data: 2 };
    } finally {
      ended = true;
    }
  }
  const reader = eventStream(events(), failed).getReader();
  await reader.read();
  const cancelled = reader.cancel();
  news.resolve();
  await cancelled;
  expect(ended).toBe(true);
});

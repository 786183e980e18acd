import { expect, it } from "vitest";
import type { StreamEvent } from "../operation.ts";
import { eventStream } from "./event-stream.ts";

const errorEvent = (error: unknown): StreamEvent => ({ event: "error", data: String(error) });
const textOf = (stream: ReadableStream) => new Response(stream).text();

it("writes each event with its data as JSON, and closes", async () => {
  async function* events(): AsyncGenerator<StreamEvent> {
    yield { event: "one", data: { text: "two\nlines" } };
    yield { event: "two", data: null };
  }
  expect(await textOf(eventStream(events(), errorEvent))).toBe(
    'event: one\ndata: {"text":"two\\nlines"}\n\nevent: two\ndata: null\n\n',
  );
});

it("ends a failed stream with an error event", async () => {
  async function* events(): AsyncGenerator<StreamEvent> {
    yield { event: "one", data: 1 };
    throw new Error("away");
  }
  expect(await textOf(eventStream(events(), errorEvent))).toBe(
    'event: one\ndata: 1\n\nevent: error\ndata: "Error: away"\n\n',
  );
});

it("ends the iterator when its reader cancels, also while it waits for an event", async () => {
  const second = Promise.withResolvers<void>();
  let ended = false;
  async function* events(): AsyncGenerator<StreamEvent> {
    try {
      yield { event: "one", data: 1 };
      await second.promise;
      yield { event: "two", data: 2 };
    } finally {
      ended = true;
    }
  }
  const reader = eventStream(events(), errorEvent).getReader();
  await reader.read();
  const cancelled = reader.cancel();
  second.resolve();
  await cancelled;
  expect(ended).toBe(true);
});

import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { APICallError, generateText } from "ai";
import { describe, expect, test } from "vitest";
import { startFakeProvider } from "./testing.ts";

describe.each(["openai", "anthropic"] as const)("the fake provider, whole answers, %s", (protocol) => {
  const ask = (url: string) =>
    generateText({
      model:
        protocol === "openai"
          ? createOpenAI({ baseURL: url, apiKey: "k" }).chat("m")
          : createAnthropic({ baseURL: url, apiKey: "k" })("m"),
      prompt: "Hello",
      maxRetries: 0,
      maxOutputTokens: 100,
    });

  test("plays the script in order, then the standing response", async () => {
    await using fake = await startFakeProvider();
    fake.script({ kind: "reply", text: "one two" }, { kind: "status", status: 500 });
    expect((await ask(fake.url)).text).toBe("one two");
    await expect(ask(fake.url)).rejects.toSatisfy((e) => APICallError.isInstance(e) && e.statusCode === 500);
    expect((await ask(fake.url)).text).toBe("This is a scripted reply.");
    fake.standing({ kind: "reply", text: "always" });
    expect((await ask(fake.url)).text).toBe("always");
    expect(fake.requests.map((request) => request.protocol)).toEqual([
      protocol,
      protocol,
      protocol,
      protocol,
    ]);
    expect(fake.requests[0]?.body).toMatchObject({ model: "m" });
    expect(await fake.requests[0]?.ended).toBe("answered");
  });

  test("plays all scripted faults", async () => {
    await using fake = await startFakeProvider();
    fake.script({ kind: "drop" }, { kind: "malformed" }, { kind: "error", type: "overloaded_error" });
    await expect(ask(fake.url)).rejects.toThrow();
    await expect(ask(fake.url)).rejects.toThrow(/JSON/);
    await expect(ask(fake.url)).rejects.toThrow("Scripted 500");
  });
});

test("answers 404 to other paths, other methods and invalid JSON", async () => {
  await using fake = await startFakeProvider();
  expect((await fetch(`${fake.url}/models`)).status).toBe(404);
  expect((await fetch(`${fake.url}/chat/completions`, { method: "POST", body: "{" })).status).toBe(404);
  expect(fake.requests).toHaveLength(0);
});

test("close ends hanging responses, and may be called twice", async () => {
  const fake = await startFakeProvider();
  fake.script({ kind: "hang" });
  const body = JSON.stringify({ model: "m", stream: true, messages: [] });
  const response = await fetch(`${fake.url}/messages`, { method: "POST", body });
  await fake.close();
  await fake.close();
  await expect(response.text()).rejects.toThrow();
  expect(await fake.requests[0]?.ended).toBe("client-left");
});

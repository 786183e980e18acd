import { startFakeProvider } from "@parley/ai/testing";
import { createTextEngine } from "@parley/ai/text";
import { expect, it, onTestFinished } from "vitest";
import { startTestApi } from "../../testing.ts";
import { FALLBACK } from "../speak.ts";

async function start() {
  const provider = await startFakeProvider();
  const text = createTextEngine({ model: "openai-compatible:fake", openaiBaseUrl: provider.url });
  const api = await startTestApi({ text });
  onTestFinished(async () => {
    await api[Symbol.asyncDispose]();
    await provider.close();
  });
  const { caller } = await api.person();
  type Input = Parameters<typeof caller.chatbot.chatbots.try>[0];
  return {
    provider,
    caller,
    api,
    async tryOut(chatbot: Input["chatbot"], content: string, more: Partial<Input> = {}) {
      const turns: Input["turns"] = [{ role: "user", content }];
      let text = "";
      for await (const chunk of await caller.chatbot.chatbots.try({ chatbot, turns, ...more })) {
        if (chunk.type === "end") return { text, ...chunk };
        text += chunk.text;
      }
      throw new Error("the stream has no end");
    },
  };
}

it("replies as the given chatbot to the chosen client, with citations, and stores nothing", async () => {
  const { tryOut, provider, caller } = await start();
  const client = await caller.chatbot.clients.create({ name: "Ada", metadata: { room: "7" } });
  provider.script({ kind: "reply", text: "Breakfast is served from 7 to 10 (“Breakfast”)." });
  const answer = await tryOut(
    {
      name: "Desk",
      promptTemplate: "Room {{client.metadata.room}}.",
      temperature: 0.2,
      knowledgeBase: [{ title: "Breakfast", content: "Breakfast is served from 7 to 10." }],
    },
    "When is breakfast?",
    { clientId: client.id },
  );
  expect(answer.text).toContain("served from 7 to 10");
  expect(answer.metadata).toMatchObject({ citations: [{ title: "Breakfast" }] });
  const [{ body } = {}] = provider.requests;
  expect(JSON.stringify(body?.messages)).toContain("Room 7.");
  expect(body).toMatchObject({ temperature: 0.2 });
  expect((await caller.chatbot.chatbots.list({})).total).toBe(0);
  expect((await caller.sessions.list({})).items).toEqual([]);
});

it("returns the careful answer and the fallback as a real session does", async () => {
  const { tryOut, provider } = await start();
  const careful = await tryOut({ name: "Desk", dangerAnswer: "Call our nurse." }, "I want to end my life");
  expect(careful).toMatchObject({ text: "Call our nurse.", metadata: { careful: true } });
  expect(provider.requests).toHaveLength(0);
  provider.script({ kind: "status", status: 400 });
  expect(await tryOut({ name: "Desk" }, "Hello?")).toMatchObject({
    instead: FALLBACK,
    metadata: { fallback: true },
  });
});

it("refuses another owner's client, and turns that do not end with a message of the client", async () => {
  const { tryOut, api } = await start();
  const stranger = await api.person();
  const { id } = await stranger.caller.chatbot.clients.create({ name: "Eve" });
  await expect(tryOut({ name: "Desk" }, "Hi", { clientId: id })).rejects.toMatchObject({
    cause: { reason: "CHATBOT_OR_CLIENT_NOT_FOUND" },
  });
  const turns = [{ role: "assistant" as const, content: "Hello" }];
  await expect(tryOut({ name: "Desk" }, "", { turns })).rejects.toMatchObject({
    cause: { reason: "VALIDATION_ERROR" },
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestPerson, type TestServer } from "../src/testing.ts";

let server: TestServer;
let owner: TestPerson;
let id: string;

beforeAll(async () => {
  server = await startTestServer({ jobs: false });
  owner = await server.signUp();
  const caller = server.callerOf({ type: "user", ownerId: owner.id });
  const bot = await caller.chatbot.chatbots.create({ name: "Shop help" });
  const client = await caller.chatbot.clients.create({ name: "Zoë" });
  const title = 'Größe "M" für Zoë';
  id = (await caller.chatbot.create({ chatbotId: bot.id, clientId: client.id, title })).id;
  await caller.chatbot.messages.add({
    sessionId: id,
    message: { role: "user", content: "Do you have it in blue?" },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/api/chatbot-sessions/${path}`, { headers });
const asOwner = () => ({ authorization: `Bearer ${owner.token}` });

describe("a session's transcript", () => {
  it.each([
    ["md", "text/markdown; charset=utf-8"],
    ["json", "application/json; charset=utf-8"],
    ["pdf", "application/pdf"],
  ])("is sent as %s, in a file named after the session", async (format, type) => {
    const response = await get(`${id}/transcript?format=${format}`, asOwner());
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe(type);
    const day = new Date().toISOString().slice(0, 10);
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="Groe M fur Zoe ${day}.${format}"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20M%20f%C3%BCr%20Zo%C3%AB%20${day}.${format}`,
    );
    const body = Buffer.from(await response.arrayBuffer()).toString("latin1");
    expect(body).toContain(format === "pdf" ? "%PDF-" : "Do you have it in blue?");
  });

  it("is Markdown by default, and accepts the web app's cookie", async () => {
    const response = await get(`${id}/transcript`, { cookie: owner.cookie });
    expect(response.headers.get("content-type")).toMatch("markdown");
    expect(await response.text()).toContain("**Zoë** (client)");
  });

  it("answers 404 to another account and 401 without a valid credential", async () => {
    const stranger = await server.signUp();
    const headers = { authorization: `Bearer ${stranger.token}` };
    expect((await get(`${id}/transcript?format=pdf`, headers)).status).toBe(404);
    expect((await get(`${"0".repeat(24)}/transcript`, asOwner())).status).toBe(404);
    expect((await get(`${id}/transcript`)).status).toBe(401);
    expect((await get(`${id}/transcript`, { authorization: "Bearer nonsense" })).status).toBe(401);
  });

  it("refuses unknown formats and invalid ids with 400", async () => {
    const response = await get(`${id}/transcript?format=docx`, asOwner());
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: "VALIDATION_ERROR", requestId: expect.any(String) });
    expect((await get("not-an-id/transcript", asOwner())).status).toBe(400);
  });
});

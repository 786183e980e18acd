import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Body, type ChatbotApi, invalid, type Reply, refused, startChatbotApi } from "./harness.ts";

let api: ChatbotApi;
beforeAll(async () => {
  api = await startChatbotApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const isoTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const objectId = expect.stringMatching(/^[0-9a-f]{24}$/);
const common = { id: objectId, _id: objectId, metadata: {}, createdAt: isoTime, updatedAt: isoTime };
const dataOf = ({ body }: Reply) => body.data as Body & { id: string };

const KINDS = [
  {
    path: "/chatbots",
    name: "Chatbot",
    inSession: "chatbotId",
    bare: { name: "Bot", role: "", description: "", promptTemplate: "", knowledgeBase: [] },
    full: {
      name: "Shop help",
      role: "helper",
      description: "Of the shop",
      promptTemplate: "Hello {{client.name}}",
      model: "openai:gpt-test",
      temperature: 0,
      maxTokens: 100,
      dangerAnswer: "Call 0800 1",
      metadata: { greeting: "Hello", other: [1, null] },
    },
    unset: { model: null, temperature: null, maxTokens: null, dangerAnswer: null },
  },
  {
    path: "/clients",
    name: "Client",
    inSession: "clientId",
    bare: { name: "Bot" },
    full: {
      name: "Ada Lovelace",
      email: "ada@example.org",
      phoneNumber: "+1 (555) 010-0100",
      metadata: { plan: "pro", other: [1, null] },
    },
    unset: { email: null, phoneNumber: null },
  },
];

describe.each(KINDS)("$path", ({ path, name, inSession, bare, full, unset }) => {
  const make = async (fields: object = full) => dataOf(await api.request("POST", path, { body: fields }));

  it("creates one with a name only: unset fields are absent", async () => {
    const { status, body } = await api.request("POST", path, { body: { name: "Bot", nothing: "known" } });
    expect(status).toBe(201);
    expect(body).toEqual({
      success: true,
      message: `${name} created successfully`,
      data: { ...common, ...bare },
    });
    expect(dataOf({ body } as Reply)._id).toBe(dataOf({ body } as Reply).id);
  });

  it("creates one with every field, and gets it", async () => {
    const made = await make();
    expect(made).toMatchObject(full);
    expect(await api.request("GET", `${path}/${made.id}`)).toMatchObject({
      status: 200,
      body: { success: true, data: made },
    });
  });

  it("updates the fields in the body", async () => {
    const made = await make();
    const reply = await api.request("PUT", `${path}/${made.id}`, { body: { name: "New", nothing: 1 } });
    expect(reply).toMatchObject({
      status: 200,
      body: { success: true, message: `${name} updated successfully` },
    });
    expect(dataOf(reply)).toEqual({ ...made, name: "New", updatedAt: isoTime });
    const cleared = await api.request("PUT", `${path}/${made.id}`, {
      body: { ...unset, metadata: { only: "this" } },
    });
    expect(dataOf(cleared).metadata).toEqual({ only: "this" });
    for (const field of Object.keys(unset)) expect(dataOf(cleared)).not.toHaveProperty(field);
    expect(dataOf(await api.request("GET", `${path}/${made.id}`))).toEqual(dataOf(cleared));
    for (const body of [{}, { nothing: 1 }, ""])
      expect(await api.request("PUT", `${path}/${made.id}`, { body })).toMatchObject(invalid(""));
  });

  it("lists newest first, with pagination and search by a part of the name", async () => {
    await using own = await startChatbotApi({ jobs: false });
    for (const each of ["One", "100% Two", "Two_"]) {
      own.server.clock.advance(1_000);
      await own.request("POST", path, { body: { name: each } });
    }
    const list = async (query: string) => {
      const { body } = await own.request("GET", `${path}?${query}`);
      const { results, paginatorInfo } = body.data as { results: Body[]; paginatorInfo: Body };
      return { names: results.map((one) => one.name), info: paginatorInfo };
    };
    expect(await list("limit=2&skip=1")).toEqual({
      names: ["100% Two", "One"],
      info: { count: 2, currentPage: 1, hasMorePages: true, lastPage: 2, limit: 2, perPage: 2, total: 4 },
    });
    expect((await list("")).info).toMatchObject({ limit: 10, total: 4, lastPage: 1, hasMorePages: false });
    expect((await list("searchString=tWO")).names).toEqual(["Two_", "100% Two"]);
    expect((await list("searchString=%25")).names).toEqual(["100% Two"]);
    expect((await list("searchString=_")).names).toEqual(["Two_"]);
    expect((await list("searchString=")).info).toMatchObject({ total: 4 });
  });

  it("deletes one: its sessions stay readable, and it takes no new session or chat", async () => {
    const made = await make();
    const { id } = await api.create({ [inSession]: made.id });
    await api.addMessage(id, "Hello");
    const reply = await api.request("DELETE", `${path}/${made.id.toUpperCase()}`);
    expect(reply).toMatchObject({
      status: 200,
      body: { success: true, message: `${name} deleted successfully` },
    });
    expect(dataOf(reply)).toEqual({ id: made.id, _id: made.id });
    const notFound = refused(404, `${name} not found`);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const body = method === "PUT" ? { name: "Back" } : undefined;
      expect(await api.request(method, `${path}/${made.id}`, { body })).toMatchObject(notFound);
    }
    expect(JSON.stringify((await api.request("GET", `${path}?limit=100`)).body)).not.toContain(made.id);
    const expected = {
      id,
      [inSession]: { id: made.id, _id: made.id, name: full.name },
      messages: [{ content: "Hello" }],
    };
    expect(await api.read(id)).toMatchObject(expected);
    expect((await api.request("GET", `/sessions?${inSession}=${made.id}`)).body.data).toMatchObject({
      results: [expected],
    });
    const chat = await api.request("POST", `/sessions/chat?sessionId=${id}`, {
      body: { content: "Still there?" },
    });
    expect(chat).toMatchObject(refused(404, "Session, chatbot, or client not found"));
    const body = { chatbotId: api.chatbotId, clientId: api.clientId, [inSession]: made.id };
    const again = await api.request("POST", "/sessions", { body });
    expect(again).toMatchObject(refused(404, "Chatbot or client not found"));
    expect((await api.request("POST", `/sessions/${id}/end`)).status).toBe(200);
  });
});

it("stores a knowledge base, answers from it, and replaces it", async () => {
  const knowledgeBase = [
    { title: "Returns", content: "You can return goods within 30 days of delivery." },
    { title: "Opening", content: "The shop opens at nine." },
  ];
  const made = dataOf(await api.request("POST", "/chatbots", { body: { name: "Bot", knowledgeBase } }));
  const documents = made.knowledgeBase as Body[];
  expect(documents).toEqual(knowledgeBase.map((one) => ({ id: expect.any(String), ...one })));
  const { id } = await api.create({ chatbotId: made.id });
  const chat = await api.request("POST", `/sessions/chat?sessionId=${id}`, {
    body: { content: "How long can I return goods?" },
  });
  expect(dataOf(chat).content).toContain("30 days");
  const list = await api.request("GET", "/chatbots");
  expect(JSON.stringify(list.body)).not.toContain("knowledgeBase");
  const put = await api.request("PUT", `/chatbots/${made.id}`, {
    body: { knowledgeBase: [knowledgeBase[1]] },
  });
  expect(dataOf(put).knowledgeBase).toMatchObject([{ title: "Opening" }]);
});

it("accepts the largest knowledge base in any script, and refuses a larger one", async () => {
  const maxCharacters = CHATBOT_LIMITS.documentsMaxCharacters;
  const withText = (content: string) =>
    api.request("POST", "/chatbots", { body: { name: "Bot", knowledgeBase: [{ title: "話", content }] } });
  const [document] = dataOf(await withText("語".repeat(maxCharacters))).knowledgeBase as Body[];
  expect(document?.content).toHaveLength(maxCharacters);
  expect((await withText("語".repeat(maxCharacters + 1))).status).toBe(400);
  expect((await withText("語".repeat(1.5 * 1024 ** 2))).status).toBe(413);
});

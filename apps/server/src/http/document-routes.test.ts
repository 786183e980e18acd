import { expect, test } from "vitest";
import { startTestServer, type TestServer } from "../testing.ts";

async function readerOn(server: TestServer) {
  const { token } = await server.signUp();
  return (
    name: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = { authorization: `Bearer ${token}` },
  ) =>
    fetch(`${server.url}/api/documents/read?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers,
      body,
    });
}

test("returns the text of a document and its title", async () => {
  await using server = await startTestServer();
  const read = await readerOn(server);
  const response = await read("menu.md", "# The menu\n\nSoup of the day.");
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ title: "The menu", text: "# The menu\n\nSoup of the day." });
});

test("an error names the file and the rule", async () => {
  await using server = await startTestServer();
  const read = await readerOn(server);
  const picture = await read("photo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2));
  expect(picture.status).toBe(400);
  expect(await picture.json()).toMatchObject({
    message: expect.stringContaining("“photo.png” is not a document"),
  });
  const large = await read("huge.txt", "a".repeat(10_000_001));
  expect(large.status).toBe(413);
  expect(await large.json()).toMatchObject({ message: "“huge.txt” is larger than 10 MB." });
  expect((await read("", "text")).status).toBe(400);
});

test("rejects unauthenticated callers, and keys with the read scope alone", async () => {
  await using server = await startTestServer();
  const read = await readerOn(server);
  expect((await read("a.txt", "text", {})).status).toBe(401);
  const { id } = await server.signUp();
  const caller = server.callerOf({ type: "user", ownerId: id });
  const { key } = await caller.keys.create({ name: "reader", scopes: ["sessions:read"] });
  expect((await read("a.txt", "text", { "x-api-key": key })).status).toBe(403);
});

import { connect, disconnect } from "@parley/db/client";
import { createTestDatabase } from "@parley/db/testing";
import { expect, it } from "vitest";
import { dataFolder, startProcess } from "./process.ts";

it("logs no user content and no credential, also when database statements fail", async () => {
  await using database = await createTestDatabase();
  const folder = await dataFolder();
  await using server = await startProcess({
    DATA_DIR: folder.path,
    DATABASE_URL: database.url,
    DATABASE_DIRECT_URL: database.directUrl,
    LOG_LEVEL: "trace",
    RATE_LIMIT_SCALE: "0",
  });
  const secrets = ["confidential", "a-password-of-mine"];
  let token = "";
  async function post(path: string, body: object): Promise<{ status: number; body: string }> {
    const response = await fetch(`${server.url}/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.text() };
  }
  const call = async (path: string, input: object) => {
    const { status, body } = await post(`trpc/${path}`, input);
    return { status, body, data: JSON.parse(body).result?.data };
  };

  const person = { name: "confidential", email: "confidential@example.com", password: "a-password-of-mine" };
  token = JSON.parse((await post("auth/sign-up/email", person)).body).token;
  await post("auth/sign-in/email", { ...person, password: "a-password-of-mine!" });
  const agent = await call("agent.agents.create", { name: "confidential", systemPrompt: "confidential" });
  const session = await call("agent.create", {
    agentId: agent.data.id,
    userId: "confidential",
    metadata: { note: "confidential" },
    title: "confidential",
  });
  const key = await call("keys.create", { name: "confidential", scopes: ["*"] });
  secrets.push(token, key.data.key, session.data.sessionToken);
  const message = { sessionId: session.data.id, content: "confidential", metadata: { note: "confidential" } };
  expect((await call("agent.messages.send", message)).status).toBe(200);
  expect((await call("agent.messages.send", { ...message, content: "<script>confidential" })).status).toBe(
    400,
  );

  // With missing tables, statements fail with errors that contain their parameters.
  const db = connect(database.directUrl, { poolSize: 1 });
  for (const table of ["event", "auth_account", "agent"]) {
    await db.$client.unsafe(`alter table ${table} rename to ${table}_away`);
  }
  await disconnect(db);
  const failures = [
    await call("agent.messages.send", message),
    await call("agent.agents.create", { name: "confidential" }),
    await post("auth/sign-up/email", { ...person, email: "confidential.too@example.com" }),
    await post("auth/sign-in/email", person),
  ];
  expect(failures.map(({ status }) => status)).toEqual([500, 500, 500, 500]);
  for (const { body } of failures) expect(body).not.toMatch(/confidential|Failed query|relation|insert/);
  await server.end("SIGTERM");
  await folder.remove();

  const output = server.output();
  expect(output).toContain("procedure failed");
  expect(output).toContain('relation \\"event\\" does not exist');
  for (const secret of secrets) expect(output).not.toContain(secret);
  expect(output).not.toMatch(/# SERVER_ERROR|Better Auth/);
});

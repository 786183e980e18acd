import { rm } from "node:fs/promises";
import { createTemporaryFolder } from "./database.ts";
import type { Owner } from "./product-data.ts";
import { type ServerProcess, startServer } from "./server-process.ts";

export const SESSIONS_PATH = "/agent/api/messaging/sessions";

/**
 * Starts Parley on a database, as `npm start` does.
 * @param roles as in `ROLES`.
 */
export async function startProduct(databaseUrl: string, roles: string): Promise<ServerProcess> {
  const dataDir = await createTemporaryFolder();
  const env = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    ROLES: roles,
    LOG_LEVEL: "warn",
    // Rate limits are counted, and too high to be reached.
    RATE_LIMIT_SCALE: "1000000",
    AUTH_SECRET: "a secret for the bench, of 32 characters or more",
  };
  const server = await startServer("apps/server/src/main.ts", env, "/readyz");
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A person with an agent and an API key. `headers` carry the key. */
export type Account = Owner & { headers: Record<string, string> };

/** Signs a person up through the API and creates an agent and a key with every scope. */
export async function createAccount(url: string, name: string): Promise<Account> {
  const person = { name, email: `${name}@example.com`, password: "correct horse battery" };
  const { token, user } = (await post(`${url}/api/auth/sign-up/email`, person)) as SignUp;
  const agent = await mutate(url, "agent.agents.create", token, { name: "Assistant" });
  const key = await mutate(url, "keys.create", token, { name: "bench", scopes: ["*"] });
  return { ownerId: user.id, agentId: agent.id ?? "", headers: { authorization: `Bearer ${key.key}` } };
}

/** Creates a chatbot and a client for the account. */
export async function createChatbot(
  url: string,
  { headers }: Account,
): Promise<{ chatbotId: string; clientId: string }> {
  const token = headers.authorization?.slice("Bearer ".length) ?? "";
  const chatbot = await mutate(url, "chatbot.chatbots.create", token, { name: "Shop help" });
  const client = await mutate(url, "chatbot.clients.create", token, {
    name: "Ada",
    email: "ada@example.com",
  });
  return { chatbotId: chatbot.id ?? "", clientId: client.id ?? "" };
}

type SignUp = { token: string; user: { id: string } };

async function mutate(url: string, procedure: string, token: string, input: object) {
  const response = await post(`${url}/api/trpc/${procedure}`, input, { authorization: `Bearer ${token}` });
  return (response as { result: { data: { id?: string; key?: string } } }).result.data;
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const { origin } = new URL(url);
  const response = await fetch(url, {
    method: "POST",
    // Node's fetch sends `sec-fetch-mode` as a browser does, and sign-up then requires an origin.
    headers: { "content-type": "application/json", origin, ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

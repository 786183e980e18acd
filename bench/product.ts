import { rm } from "node:fs/promises";
import { temporaryFolder } from "./database.ts";
import { type Running, startServer } from "./process.ts";
import type { Owner } from "./product-data.ts";

export const SESSIONS_PATH = "/agent/api/messaging/sessions";

/**
 * Starts Parley on a database, as `npm start` does.
 * @param roles as in `ROLES`.
 */
export async function startProduct(databaseUrl: string, roles: string): Promise<Running> {
  const dataDir = await temporaryFolder();
  const env = {
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, ROLES: roles, LOG_LEVEL: "warn" },
    // The limits are counted, and too high to be met.
    RATE_LIMIT_SCALE: "1000000",
    AUTH_SECRET: "a secret for the bench, of 32 characters or more",
  };
  const running = await startServer("apps/server/src/main.ts", env, "/readyz");
  return {
    ...running,
    async stop() {
      await running.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A person with an agent and an API key. `headers` carry the key. */
export type Account = Owner & { headers: Record<string, string> };

/** Signs a person up, the way a program does. */
export async function openAccount(url: string, name: string): Promise<Account> {
  const person = { name, email: `${name}@example.com`, password: "correct horse battery" };
  const { token, user } = (await post(`${url}/api/auth/sign-up/email`, person)) as SignedUp;
  const agent = await call(url, "agent.agents.create", token, { name: "Assistant" });
  const key = await call(url, "keys.create", token, { name: "bench", scopes: ["*"] });
  return { ownerId: user.id, agentId: agent.id ?? "", headers: { authorization: `Bearer ${key.key}` } };
}

/** Gives the account a chatbot and a client. */
export async function addChatbot(
  url: string,
  { headers }: Account,
): Promise<{ chatbotId: string; clientId: string }> {
  const token = headers.authorization?.slice("Bearer ".length) ?? "";
  const bot = await call(url, "chatbot.chatbots.create", token, { name: "Shop help" });
  const client = await call(url, "chatbot.clients.create", token, { name: "Ada", email: "ada@example.com" });
  return { chatbotId: bot.id ?? "", clientId: client.id ?? "" };
}

type SignedUp = { token: string; user: { id: string } };

async function call(url: string, path: string, token: string, input: object) {
  const answer = await post(`${url}/api/trpc/${path}`, input, { authorization: `Bearer ${token}` });
  return (answer as { result: { data: { id?: string; key?: string } } }).result.data;
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
  const { origin } = new URL(url);
  const response = await fetch(url, {
    method: "POST",
    // Node's fetch says that it is one, as a browser's does; sign-up then wants to know from which page.
    headers: { "content-type": "application/json", origin, ...headers },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

import { createParleyClient, type ParleyClient, type RouterInputs } from "@parley/client";
import type { BrowserContext } from "@playwright/test";

export type Person = {
  id: string;
  name: string;
  email: string;
  password: string;
  /** Calls the API as this person. */
  api: ParleyClient;
  /** Their agent, called "Guide". */
  agentId: string;
  /** Signs a browser in as this person, as a separate device. */
  signIn(context: BrowserContext): Promise<void>;
  /** Creates a session with their agent. @returns its id. */
  begin(settings?: Partial<RouterInputs["agent"]["create"]>): Promise<string>;
};

const PASSWORD = "correct horse battery";

/** Signs a new person up, and creates an agent for them. */
export async function newPerson(url: string): Promise<Person> {
  const email = `ada.${crypto.randomUUID()}@example.com`;
  const name = "Ada";
  const { token, user } = (await authenticate(url, "sign-up", { name, email })).answer;
  const api = createParleyClient({ baseUrl: url, token });
  const { id: agentId } = await api.agent.agents.create.mutate({ name: "Guide" });
  return {
    id: user.id,
    name,
    email,
    password: PASSWORD,
    api,
    agentId,
    signIn: async (context) => {
      const { cookies } = await authenticate(url, "sign-in", { email });
      await context.addCookies(cookies.map((cookie) => ({ ...cookie, url })));
    },
    begin: async (settings) => (await api.agent.create.mutate({ agentId, userId: user.id, ...settings })).id,
  };
}

type Authenticated = { token: string; user: { id: string } };

async function authenticate(url: string, action: "sign-up" | "sign-in", fields: Record<string, string>) {
  const response = await fetch(`${url}/api/auth/${action}/email`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...fields, password: PASSWORD }),
  });
  if (!response.ok) throw new Error(`${action} failed: ${response.status} ${await response.text()}`);
  const answer = (await response.json()) as Authenticated;
  const cookies = response.headers.getSetCookie().map((line) => {
    const [name = "", value = ""] = line.split(";", 1)[0]?.split("=", 2) ?? [];
    return { name, value };
  });
  return { answer, cookies };
}

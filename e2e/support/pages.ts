import type { Person } from "./person.ts";

export type NamedPage = { name: string; path: string };

/** The pages that need no sign-in. */
export const publicPages: NamedPage[] = [
  { name: "landing", path: "/" },
  { name: "sign-up", path: "/sign-up" },
  { name: "sign-in", path: "/sign-in" },
  { name: "not-found", path: "/no/such/page" },
];

/** All pages that need a sign-in, for a person whose `session` has messages. */
export const pagesOf = ({ agentId }: Person, session: string): NamedPage[] => [
  { name: "home", path: "/home" },
  { name: "inbox", path: "/inbox" },
  { name: "sessions", path: "/all" },
  { name: "nothing-found", path: "/all?q=nothing+like+this" },
  { name: "session", path: `/inbox/${session}` },
  { name: "no-session", path: "/inbox/no-such-session" },
  { name: "new-session", path: "/inbox/new" },
  { name: "agents", path: "/agents" },
  { name: "agent", path: `/agents/${agentId}` },
  { name: "new-agent", path: "/agents/new" },
  { name: "chatbots", path: "/bots" },
  { name: "clients", path: "/people" },
  { name: "chatbot-sessions", path: "/bots/sessions" },
  { name: "chatbot-overview", path: "/bots/overview" },
  { name: "profile", path: "/settings" },
  { name: "keys", path: "/settings/keys" },
  { name: "devices", path: "/settings/devices" },
];

/**
 * Creates data for all pages: an agent with knowledge, a key, a pinned session, and one with messages.
 * @returns its id.
 */
export async function createSampleData({ api, agentId, begin }: Person): Promise<string> {
  await api.agent.agents.update.mutate({
    id: agentId,
    systemPrompt: "You help the guests of a small hotel, briefly and kindly.",
    knowledge: [{ title: "Breakfast", text: "Breakfast is served from 7 to 10 in the garden room." }],
  });
  await api.keys.create.mutate({ name: "nightly report", scopes: ["sessions:read"] });
  const pinned = await begin({
    title: "A title so long that no phone and hardly any sidebar has the room to show all of it",
  });
  await api.sessions.update.mutate({ id: pinned, pinned: true });
  const session = await begin({ title: "Breakfast", metadata: { room: 12 } });
  await api.agent.messages.send.mutate({ sessionId: session, content: "When is breakfast?" });
  return session;
}

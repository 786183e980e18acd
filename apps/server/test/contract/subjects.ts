import type { kinds } from "@parley/api/kinds";
import type { TestServer } from "../../src/testing.ts";

type Caller = ReturnType<TestServer["callerOf"]>;

/** What a request names of the owner's. Ids that do not apply are empty. */
export type Subject = {
  id: string;
  /** A message of the user, in a session; its reply was stopped before it began. */
  messageId: string;
  /** The client of a chatbot session, or for one. */
  clientId: string;
  /** The token that opens an agent session. */
  token: string;
};

/** The things of an owner that requests name. */
export type SubjectName = keyof typeof SUBJECTS;

type Kind = (typeof kinds)[number]["name"];

type SubjectType = {
  /** The kind of session that it is; null: it is no session. */
  session: Kind | null;
  /** An id of the right form that nothing has. */
  missingId: string;
  /** Makes a new one, in whose texts `secret` stands. */
  make(caller: Caller, secret: string): Promise<Partial<Subject> & { id: string }>;
};

const NO_UUID = "01900000-0000-7000-8000-000000000000";
const NO_OBJECT_ID = "0123456789abcdef01234567";

export const SUBJECTS = {
  agent: {
    session: null,
    missingId: NO_UUID,
    make: (caller, secret) => caller.agent.agents.create({ name: secret, systemPrompt: secret }),
  },
  chatbot: {
    session: null,
    missingId: NO_OBJECT_ID,
    make: async (caller, secret) => ({
      id: (await makeChatbot(caller, secret)).id,
      clientId: (await makeClient(caller, secret)).id,
    }),
  },
  client: { session: null, missingId: NO_OBJECT_ID, make: makeClient },
  key: {
    session: null,
    missingId: "key_0",
    make: (caller, secret) => caller.keys.create({ name: secret, scopes: ["sessions:health"] }),
  },
  agentSession: {
    session: "agent",
    missingId: NO_UUID,
    async make(caller, secret) {
      const agent = await caller.agent.agents.create({ name: secret });
      const about = { agentId: agent.id, userId: secret, title: secret, metadata: { secret } };
      const { id, sessionToken: token } = await caller.agent.create(about);
      const { message } = await caller.agent.messages.send({ sessionId: id, content: secret });
      await caller.agent.replies.stop({ sessionId: id });
      return { id, token, messageId: message.id };
    },
  },
  chatbotSession: {
    session: "chatbot",
    missingId: NO_OBJECT_ID,
    async make(caller, secret) {
      const { id, clientId } = await makeChatbotSession(caller, secret);
      const { messageId } = await caller.chatbot.messages.send({ sessionId: id, content: secret });
      await caller.chatbot.replies.stop({ sessionId: id });
      return { id, clientId, messageId };
    },
  },
  endedChatbotSession: {
    session: "chatbot",
    missingId: NO_OBJECT_ID,
    async make(caller, secret) {
      const { id, clientId } = await makeChatbotSession(caller, secret);
      const message = { role: "user" as const, content: secret };
      await caller.chatbot.messages.add({ sessionId: id, message });
      await caller.chatbot.end({ id });
      return { id, clientId };
    },
  },
} as const satisfies Record<string, SubjectType>;

/** A session of each kind that can do all that its kind allows. */
export const SESSION_OF_KIND = {
  agent: "agentSession",
  chatbot: "chatbotSession",
} as const satisfies Record<Kind, SubjectName>;

function makeChatbot(caller: Caller, secret: string) {
  const document = { title: secret, content: secret };
  return caller.chatbot.chatbots.create({ name: secret, role: secret, knowledgeBase: [document] });
}

function makeClient(caller: Caller, secret: string) {
  return caller.chatbot.clients.create({ name: secret, metadata: { secret } });
}

async function makeChatbotSession(caller: Caller, secret: string) {
  const [chatbot, client] = await Promise.all([makeChatbot(caller, secret), makeClient(caller, secret)]);
  const people = { chatbotId: chatbot.id, clientId: client.id };
  const { id } = await caller.chatbot.create({ ...people, title: secret });
  return { id, clientId: client.id };
}

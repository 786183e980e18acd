import { startFakeProvider } from "@parley/ai/testing";
import { createTextEngine } from "@parley/ai/text";
import type { TestDatabase } from "@parley/db/testing";
import { startReplyWorker, type Worker } from "./session/reply/worker.ts";
import { startTestApi, type TestApi } from "./testing.ts";

/** The services with a model provider whose replies a test scripts. No reply is written until a worker starts. */
export async function startReplies(database?: TestDatabase) {
  const provider = await startFakeProvider();
  const text = createTextEngine({ model: "openai-compatible:fake", openaiBaseUrl: provider.url });
  const api = await startTestApi({ text, ...(database ? { database } : {}) });
  const me = await api.person();
  const workers: Worker[] = [];
  return {
    api,
    provider,
    me,
    caller: me.caller,
    /** Creates a session and sends these messages in it. @returns the ids of the session and of the messages. */
    async begin(...contents: string[]) {
      const { id } = await me.caller.agent.create({ agentId: me.agentId, userId: "visitor" });
      const messageIds: string[] = [];
      for (const content of contents) {
        messageIds.push((await me.caller.agent.messages.send({ sessionId: id, content })).message.id);
      }
      return { id, messageIds };
    },
    /** The messages of the session's agent, oldest first. */
    async answers(sessionId: string) {
      const { items } = await me.caller.sessions.messages({ sessionId, limit: 100 });
      return items.filter((m) => m.isAgent).toReversed();
    },
    pending: (sessionId: string) => api.services.sessions.replies(sessionId, me.id),
    startWorker(of: TestApi = api): Worker {
      const worker = startReplyWorker(of.services);
      workers.push(worker);
      return worker;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.stop()));
      await api[Symbol.asyncDispose]();
      await provider.close();
    },
  };
}

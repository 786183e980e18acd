import type { Caller } from "@parley/api/root";
import { SEED_CHATBOTS, SEED_CLIENTS, SEED_CONVERSATIONS } from "./seed-chatbot-data.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const SESSIONS = 60;

/** Runs actions of the demo at a given time: `callAt` calls procedures, `answerAll` writes the queued replies. */
export type SeedTimeline = {
  callAt(at: Date, seed: string): Caller;
  answerAll(at: Date): Promise<void>;
};

/** Creates chatbots, clients, and sessions of the last month in an account. @returns the number of each. */
export async function seedChatbots({ callAt, answerAll }: SeedTimeline, seed: string, started: Date) {
  const first = new Date(started.getTime() - 31 * DAY);
  const chatbots: string[] = [];
  for (const [index, { knowledgeBase, ...fields }] of SEED_CHATBOTS.entries()) {
    const caller = callAt(first, `${seed}/chatbot/${index}`);
    const made = await caller.chatbot.chatbots.create({ ...fields, knowledgeBase: [...knowledgeBase] });
    chatbots.push(made.id);
  }
  const clients: string[] = [];
  for (const [index, client] of SEED_CLIENTS.entries()) {
    clients.push((await callAt(first, `${seed}/client/${index}`).chatbot.clients.create(client)).id);
  }
  for (let index = 0; index < SESSIONS; index++) {
    await seedSession(index);
  }
  return { chatbots: chatbots.length, clients: clients.length, sessions: SESSIONS };

  async function seedSession(index: number): Promise<void> {
    const { chatbot, title, questions, rating } =
      SEED_CONVERSATIONS[(index * 5) % SEED_CONVERSATIONS.length] ?? SEED_CONVERSATIONS[0] ?? never();
    // Recent days have more sessions, and none is in the future.
    let at = new Date(
      started.getTime() - 2 * 60 * MINUTE - 30 * DAY * ((SESSIONS - index) / SESSIONS) ** 1.5,
    );
    const call = (action: string) => callAt(at, `${seed}/talk/${index}/${action}`).chatbot;
    const people = { chatbotId: chatbots[chatbot] ?? "", clientId: clients[index % clients.length] ?? "" };
    const { id } = await call("create").create({ ...people, title });
    for (const [n, content] of questions.entries()) {
      at = new Date(at.getTime() + MINUTE);
      await call(`ask/${n}`).messages.send({ sessionId: id, content });
      at = new Date(at.getTime() + MINUTE / 4);
      await answerAll(at);
    }
    if (index >= SESSIONS - 4) return;
    at = new Date(at.getTime() + MINUTE);
    await call("end").end({ id });
    await callAt(at, `${seed}/talk/${index}/read`).sessions.markRead({ id });
    if (index % 3 !== 0) await call("rate").update({ id, feedback: { rating } });
  }
}

function never(): never {
  throw new Error("the demo has no talks");
}

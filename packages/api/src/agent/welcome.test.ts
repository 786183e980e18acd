import { createTextEngine } from "@parley/ai/text";
import { describe, expect, test } from "vitest";
import { WELCOME_PROMPT, welcomeKnowledge } from "./welcome.ts";

const engine = createTextEngine({ builtInPauseMs: 0 });
const knowledge = welcomeKnowledge(new Date());

/** The first answer to a question by the agent of a new installation. */
async function answerTo(content: string) {
  const reply = engine.reply({
    agent: { name: "Assistant", systemPrompt: WELCOME_PROMPT, model: null },
    knowledge,
    history: [{ role: "user", content }],
    signal: new AbortController().signal,
  });
  let text = "";
  for (;;) {
    const step = await reply.next();
    if (step.done) return { text, quote: step.value.citations[0]?.quote };
    text += step.value.text;
  }
}

describe("the agent of a new installation", () => {
  test.each([
    ["What can Parley do?", /^Parley is a self-hosted server/],
    ["what is parley", /^Parley is a self-hosted server/],
    ["Is it free?", /^Yes, Parley is free/],
    ["how much does it cost", /free|costs money/],
    ["which license", /MIT licence/],
    ["Is my data safe?", /^Your data stays on this server/],
    ["is my data encrypted?", /does not encrypt the database itself/],
    ["where is my data stored", /DATA_DIR/],
    ["what about backups?", /copy that folder/],
    ["can i use my own postgres", /DATABASE_URL/],
    ["whats the difference between agent and chatbot", /An agent talks/],
    ["can it speak german?", /German/],
    ["i want to change my password", /Settings → Profile/],
    ["who can read my messages", /only by its owner/],
    ["How do I connect a language model?", /AI_MODEL/],
    ["how to use chatgpt with it", /OPENAI_API_KEY|AI_MODEL/],
    ["How do I connect a model?", /AI_MODEL/],
    ["does it work with ollama", /^Yes, Parley works with Ollama/],
    ["can i run a local llm", /Ollama/],
    ["How do I delete a session?", /choose Delete/],
    ["delete session", /choose Delete/],
    ["How do I make my own agent?", /Create agent/],
    ["how do i create an agent", /Create agent/],
    ["when does my session expire", /30 minutes/],
    ["how long does a session last", /30 minutes/],
    ["do you have an api", /API key/],
    ["can my team use it too", /sign up for an account/],
  ])("answers in a sentence or two: %s", async (question, says) => {
    const { quote = "" } = await answerTo(question);
    expect(quote).toMatch(says);
    expect(quote.length).toBeLessThan(330);
  });

  test.each(knowledge.map(({ title, text }) => [title, text] as const))(
    "answers the title of its text with that text: %s",
    async (title, text) => {
      const { quote = "" } = await answerTo(title);
      expect(text.replaceAll("\n\n", " ")).toContain(quote);
      expect(quote).not.toBe("");
    },
  );

  test.each(["What can you do?", "What can you help me with?", "What do you know?", "hello"])(
    "says who it is and what it knows: %s",
    async (question) => {
      const { text } = await answerTo(question);
      expect(text).toMatch(/built-in responder, not a language model/);
      expect(text).toMatch(/“What can Parley do\?”, “How do I connect a language model\?”/);
    },
  );

  test.each(["what is the capital of france", "do you sell shoes", "Who will win the election?"])(
    "says that it does not know: %s",
    async (question) => {
      const { text, quote } = await answerTo(question);
      expect(quote).toBeUndefined();
      expect(text).toMatch(/nothing on that|None of my texts/);
    },
  );
});

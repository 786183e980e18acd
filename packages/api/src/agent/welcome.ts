import type { KnowledgeEntry } from "@parley/db/schema/agent";
import { prefixedId } from "../session/ids.ts";

/** The instructions of the agent that the first person of an installation gets. */
export const WELCOME_PROMPT =
  "You are the assistant of a Parley server. Answer questions about Parley from your knowledge, and help with anything else as well as you can. Be clear, kind and brief.";

/** What people ask first about Parley, each with its answer. The web app offers the first titles as questions. */
const ENTRIES: readonly { title: string; text: string }[] = [
  {
    title: "What can Parley do?",
    text: `Parley is a self-hosted server for conversation sessions: it keeps messages in order, lets the right people in, ends or renews sessions by exact rules, and streams replies to this web app and to your own programs. You can give agents and chatbots their own knowledge and talk with them here.

There are two kinds of sessions. In an agent session, one of your users talks with an agent, and the session expires by itself. In a chatbot session, one of your chatbots talks with one of your clients, and takes feedback.`,
  },
  {
    title: "How do I connect a language model?",
    text: `To connect a language model such as ChatGPT or Claude, set \`AI_MODEL\` and the provider's API key in the environment of the server, and start it again. For OpenAI that is \`AI_MODEL=openai:gpt-5-mini\` with \`OPENAI_API_KEY\`; for Anthropic, \`AI_MODEL=anthropic:\` and the model's name with \`ANTHROPIC_API_KEY\`.

Each agent can also have a model of its own: it is a field on the agent's page. Without a model, agents and chatbots quote their knowledge.`,
  },
  {
    title: "Is my data safe?",
    text: `Your data stays on this server, in its own PostgreSQL database, and a session can be read only by its owner and the people in it. Messages are sent elsewhere only when a language model is connected: then they go to that model's provider.

Passwords and API keys are stored as hashes. Parley does not encrypt the database itself: for privacy on the way and at rest, put it behind HTTPS and on an encrypted disk.`,
  },
  {
    title: "Is it free?",
    text: "Yes, Parley is free: it is open source under the MIT licence, and you run it on a machine of your own. Only a language model of a provider costs money, which you pay to that provider.",
  },
  {
    title: "Does it work with Ollama?",
    text: "Yes, Parley works with Ollama, and with llama.cpp, vLLM and any other local LLM server that speaks OpenAI's protocol. Set `AI_MODEL=openai-compatible:llama3.2` and `OPENAI_BASE_URL=http://127.0.0.1:11434/v1`, and start Parley again.",
  },
  {
    title: "How do I delete a session?",
    text: "In the list of sessions, point at a session and choose Delete, or select several and delete them together. For a few seconds you can undo it; after that the session and its messages are gone.",
  },
  {
    title: "How do I back up my data?",
    text: "Data is stored in the folder `./data`, or where `DATA_DIR` says; for a backup, stop Parley and copy that folder. With `DATABASE_URL` it is stored in a Postgres database of your own, which is backed up by its own means.",
  },
  {
    title: "What is the difference between an agent and a chatbot?",
    text: "An agent talks with users of your programs, in sessions that expire by themselves. A chatbot talks with clients whom it knows by name, in sessions that you schedule, complete and rate.",
  },
  {
    title: "Which languages does it speak?",
    text: "Without a language model, questions are understood in English, and texts in any language can be quoted to questions in the same language. With a model, agents speak the languages of that model, for example German, French or Spanish.",
  },
  {
    title: "How do I change my password?",
    text: "Open Settings → Profile and choose “Change password”. There you can also sign out your other devices.",
  },
  {
    title: "How do I make my own agent?",
    text: "To create an agent, open Agents and choose “Create agent”. Give it a name, a prompt, and the texts that it should know; then start a session with it. To train it, add texts: it searches and quotes them at once.",
  },
  {
    title: "When does a session end?",
    text: "By default an agent session expires 30 minutes after the last activity and 12 hours after its beginning at the latest. Before it ends, Parley warns and you can extend it. An expired session can be read for 24 hours, then it is removed.",
  },
  {
    title: "How do I use it from my program?",
    text: "Make an API key under Settings → API keys, and send it as a bearer token to the REST API. All endpoints are described at /docs, and `@parley/client` is a typed client for TypeScript.",
  },
  {
    title: "Can other people use it?",
    text: "Yes, your team can use it, too: everybody who reaches this server can sign up for an account, and sees only their own sessions, agents and chatbots. Customers and visitors need no account: your program begins a session for them and gives them its token.",
  },
];

export function welcomeKnowledge(now: Date): KnowledgeEntry[] {
  return ENTRIES.map((entry) => ({ id: prefixedId("kn", now), ...entry }));
}

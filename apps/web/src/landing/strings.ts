/** Words of the first page. */
export const strings = {
  description:
    "Parley is a server of your own for conversations with agents: sessions with an exact end, live in the browser and over HTTP.",
  title: "Conversations with agents, on a server of your own",
  lead: "Give an agent a prompt and what it should know. People talk to it in the browser, programs over HTTP. Each session has an end that is exact, and nothing needs another service.",
  start: "Create an account",
  signIn: "Sign in",
  docs: "API docs",
  open: "Open your sessions",
  inBrowser: "In the browser",
  inBrowserSteps: [
    "Create an account. The first one on this server gets an agent, “Assistant”.",
    "Start a session with it and write.",
    "Come back later, from another tab or device: it goes on where it was.",
  ],
  inTerminal: "From a terminal",
  terminalNote: "Four requests: an account, its agent, a session, a message that waits for its reply.",
  facts: [
    {
      title: "An exact end",
      text: "A session ends when its time has passed without activity, or at its maximum. You see the time left, extend it, or continue in a new session.",
    },
    {
      title: "Replies you can steer",
      text: "They stream as they are written. Stop keeps what came, retry asks again, and a message is never stored twice.",
    },
    {
      title: "Keys with limits",
      text: "API keys have scopes and an end, are shown once, and can be revoked. Each session also has a token of its own.",
    },
  ],
};

/** A curl command that sends a message. It reads the API key from the environment, as keys are shown only once. */
export function curlFor(sessionId: string, baseUrl: string): string {
  return `curl -s ${baseUrl}/api/messaging/sessions/${sessionId}/messages \\
  -H "authorization: Bearer $PARLEY_KEY" -H 'content-type: application/json' \\
  -d '{"content":"Hello","transport":"http"}'`;
}

/** The same as a TypeScript program. */
export function typescriptFor(sessionId: string, baseUrl: string): string {
  return `import { createParleyClient } from "@parley/client";

const parley = createParleyClient({ baseUrl: "${baseUrl}", token: process.env.PARLEY_KEY });
await parley.agent.messages.send.mutate({ sessionId: "${sessionId}", content: "Hello" });`;
}

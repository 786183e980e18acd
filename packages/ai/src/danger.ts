import { urgentAnswer } from "./builtin/answers/urgent.ts";
import { type Danger, dangerIn } from "./builtin/danger.ts";
import { remember } from "./builtin/memory.ts";
import { foreignLanguage } from "./builtin/text/language.ts";

// Callers that monitor conversations must detect danger by the same rules as the built-in engine.
export { type Danger, dangerIn };

/**
 * The built-in engine's answer to a message about danger. It names emergency services and crisis lines, and begins with
 * one sentence in the language of the message. Deterministic, and independent of the rest of the conversation. A
 * message without detected danger gets the answer for self-harm.
 */
export function careAnswer(message: string): string {
  const { memory } = remember([{ role: "user", content: message }]);
  return urgentAnswer(dangerIn(message) ?? "self-harm", foreignLanguage(message), memory);
}

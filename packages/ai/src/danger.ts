import { type Danger, dangerIn } from "./builtin/danger.ts";
import { foreignLanguage } from "./builtin/language.ts";
import { remember } from "./builtin/memory.ts";
import { urgentAnswer } from "./builtin/urgent.ts";

// Whoever watches conversations needs to see danger as the built-in engine does.
export { type Danger, dangerIn };

/**
 * The built-in engine's answer to a message about danger: it names people who can help now, and begins with the one
 * thing that matters in the language of the message. The same message gets the same answer, whatever answers the others. A message in which no
 * danger is found gets what is said when a life may be at risk.
 */
export function careAnswer(message: string): string {
  const { memory } = remember([{ role: "user", content: message }]);
  return urgentAnswer(dangerIn(message) ?? "self-harm", foreignLanguage(message), memory);
}

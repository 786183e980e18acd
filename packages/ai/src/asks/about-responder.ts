const whatAreYou =
  /\b(?:who|what) (?:are|r) you\b(?! \w+ing\b)|\bare you (?:an? )?(?:real|human|person|bot|robot|ai|machine|computer|program|llm|language model|chat ?gpt|gpt|claude|alive|conscious|sentient)\b|\b(?:what|which) (?:ai|llm|language model) (?:are|is|do)\b|\b(?:what|which) model (?:are you|is this|do you use|is behind)\b|\b(?:am i|is this) (?:(?:talking|speaking|chatting) (?:to|with) )?(?:a |an )?(?:real|human|person|bot|robot|ai|machine)\b|\bwho (?:made|built|created|wrote) you\b|\bwhat(?:'s| is) your name\b|\bhow (?:do you|does this) work$|\bhow old are you\b|\bwhere do you live\b|\b(?:about|introduce) yourself\b/i;
const whatCanYouDo =
  /^(?:help|menu|commands|options|info|I need (?:some )?help|help me)$|\bwhat (?:can|do|could) you (?:do|know|offer|answer|help)(?: (?:me|us))?(?: (?:with|about))?(?: here)?$|\bwhat (?:else )?(?:can|could|should) i (?:do here|ask|say)(?: you)?(?: about)?$|\bhow (?:can|could) you help(?: me| us)?$|^(?:can|could|will|would) you (?:please )?help(?: me| us)?(?: please)?$|^what is this$/i;

/**
 * What a message asks of who answers: who they are, or what they can do; null for other messages. Such questions are
 * answered without the knowledge.
 * @param words the message in plain words, without a greeting and final punctuation.
 */
export function aboutResponder(words: string): "identity" | "abilities" | null {
  if (whatAreYou.test(words)) return "identity";
  return whatCanYouDo.test(words) ? "abilities" : null;
}

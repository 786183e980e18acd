/** Makes "must not be empty" into a sentence about the field above it. */
export function asSentence(rule: string): string {
  return `This ${rule}${rule.endsWith(".") ? "" : "."}`;
}

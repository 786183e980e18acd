/** The pattern of a LIKE that finds a text anywhere; `%` and `_` in it are literal. */
export const containsPattern = (part: string) => `%${part.replace(/[\\%_]/g, "\\$&")}%`;

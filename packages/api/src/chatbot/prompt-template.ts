/** The client whose fields replace a template's placeholders. */
export type TemplatePerson = {
  name: string;
  email: string | null;
  phoneNumber: string | null;
  metadata: Record<string, unknown>;
};

/**
 * The placeholders of every template. In addition there is `client.metadata.<key>` for each key of a client's metadata.
 */
export const PLACEHOLDERS = ["client.name", "client.email", "client.phoneNumber", "chatbot.name"] as const;

/**
 * Replaces the placeholders (`{{client.name}}`) of a prompt template. Unknown placeholders stay unchanged, so that the
 * owner notices them.
 */
export function fillTemplate(
  chatbot: { name: string; promptTemplate: string },
  client: TemplatePerson,
): string {
  const { name, email, phoneNumber, metadata } = client;
  const known: Record<string, unknown> = { "chatbot.name": chatbot.name };
  for (const [key, value] of Object.entries({ name, email, phoneNumber }))
    known[`client.${key}`] = value ?? "";
  for (const [key, value] of Object.entries(metadata)) known[`client.metadata.${key}`] = value;
  return chatbot.promptTemplate.replace(/\{\{\s*([\w.-]{1,200})\s*\}\}/g, (whole, key: string) => {
    if (!Object.hasOwn(known, key)) return whole;
    const value = known[key];
    return oneLine(typeof value === "string" ? value : JSON.stringify(value));
  });
}

/** Puts a value on one line and limits its length, so that data can't look like a separate instruction in a prompt. */
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300);

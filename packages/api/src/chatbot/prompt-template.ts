/** What a template's placeholders are filled with. */
export type TemplatePerson = {
  name: string;
  email: string | null;
  phoneNumber: string | null;
  metadata: Record<string, unknown>;
};

/** The placeholders that are always there; `client.metadata.…` is each detail of a client by its name. */
export const PLACEHOLDERS = ["client.name", "client.email", "client.phoneNumber", "chatbot.name"] as const;

/**
 * A prompt template with its placeholders (`{{client.name}}`) filled in. Unknown ones stay as they are, so that the
 * owner sees what is wrong with them.
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

/** Details are data: on one line, none of them can pass for an instruction of its own. */
export const oneLine = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300);

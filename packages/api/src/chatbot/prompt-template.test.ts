import { expect, it } from "vitest";
import { fillTemplate, PLACEHOLDERS, PLACEHOLDERS_TEXT, unknownPlaceholders } from "./prompt-template.ts";

const nearest = (template: string) =>
  unknownPlaceholders(template).map(({ written, nearest }) => [written, nearest]);

it("knows each placeholder that it fills, and any detail of a client", () => {
  const client = {
    name: "Ada",
    email: "a@example.com",
    phoneNumber: "123",
    metadata: { "Größe in cm": 180 },
  };
  const names = [...PLACEHOLDERS, "client.metadata.Größe in cm"];
  const promptTemplate = names.map((name) => `{{ ${name} }}`).join(" ");
  expect(fillTemplate({ name: "Desk", promptTemplate }, client)).toBe("Ada a@example.com 123 Desk 180");
  expect(unknownPlaceholders(promptTemplate)).toEqual([]);
  for (const name of PLACEHOLDERS) expect(PLACEHOLDERS_TEXT).toContain(`\`{{${name}}}\``);
});

it.each([
  ["{{clinet.name}}", "client.name"],
  ["{{Client.Name}}", "client.name"],
  ["{{ client.emial }}", "client.email"],
  ["{{client.phone}}", "client.phoneNumber"],
  ["{{client_name}}", "client.name"],
  ["{{name}}", "client.name"],
  ["{{email}}", "client.email"],
  ["{{chatbot.nam}}", "chatbot.name"],
  ["{{client.foo}}", "client.metadata.foo"],
  ["{{client.room}}", "client.metadata.room"],
  ["{{client.room_number}}", "client.metadata.room_number"],
  ["{{weather}}", null],
])("finds that %s is unknown, and %s the nearest known name", (written, name) => {
  expect(nearest(`Hello ${written}!`)).toEqual([[written, name]]);
});

it("names each unknown placeholder once, and takes no other braces for one", () => {
  expect(nearest("{{a}} {{client.name}} {{a}} { b } {{}} {{c}")).toEqual([["{{a}}", null]]);
});

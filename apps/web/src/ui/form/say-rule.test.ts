import { signInSchema, signUpSchema } from "@parley/api/account/schema";
import { agentFormSchema } from "@parley/api/agent/schema";
import { chatbotFormSchema, clientFormSchema } from "@parley/api/chatbot/schema";
import { expect, it } from "vitest";
import type * as z from "zod";
import { sayRule } from "./say-rule.ts";

const long = "x".repeat(500_000);
const many = Array.from({ length: 51 }, () => ({ title: "", text: long, content: long }));
const minutes = { timeoutMinutes: 1.5, maxDurationMinutes: 100_000, warningThresholdMinutes: "soon" };

/** For each form, inputs that together break every rule that a person can break. */
const broken: [string, z.ZodType, object[]][] = [
  [
    "sign-up",
    signUpSchema,
    [
      { name: "", email: "", password: "" },
      { name: long, email: long, password: long },
    ],
  ],
  ["sign-in", signInSchema, [{ email: "nobody", password: "" }]],
  [
    "an agent",
    agentFormSchema,
    [
      { name: "", timeoutConfig: minutes, knowledge: many },
      { name: long, systemPrompt: long, model: long, knowledge: [{ title: long, text: "" }] },
      { name: "\u0000", knowledge: many.slice(0, 1).map((entry) => ({ ...entry, title: "a" })) },
    ],
  ],
  [
    "a chatbot",
    chatbotFormSchema,
    [
      { name: "", temperature: 3, maxTokens: 1.5, metadata: { greeting: long }, knowledgeBase: many },
      { name: long, role: long, description: long, promptTemplate: long, model: long, dangerAnswer: long },
      { name: "\ud800", temperature: Number.NaN, maxTokens: 0 },
      {
        name: "a",
        knowledgeBase: [long, long].map((text) => ({ title: "a", content: text.slice(0, 400_000) })),
      },
    ],
  ],
  [
    "a client",
    clientFormSchema,
    [
      { name: "", email: "nobody", phoneNumber: "call me", metadata: { long } },
      { name: long, email: `${long}@example.com`, phoneNumber: "1".repeat(41), metadata: { a: "\u0000" } },
    ],
  ],
];

it.each(broken)("has words for each rule that a person can break in the form of %s", (_, schema, inputs) => {
  for (const input of inputs) {
    const { error } = schema.safeParse(input);
    expect(error?.issues.length).toBeGreaterThan(0);
    for (const { message } of error?.issues ?? []) {
      expect(sayRule(message, "Name"), message).toMatch(/^[A-Z].*\.$/);
      expect(sayRule(message, "Name"), message).not.toMatch(/\bmust\b|expected|JSON|null/);
    }
  }
});

it("says what to do, and groups the digits of large numbers", () => {
  expect(sayRule("must not be empty", "Email")).toBe("Enter an email.");
  expect(sayRule("must not be empty", "Password", "Enter your password.")).toBe("Enter your password.");
  expect(sayRule("must be an email address", "Email")).toBe("Enter an email address, like ann@example.com.");
  expect(sayRule("must be at most 20000 characters", "Prompt")).toContain((20_000).toLocaleString());
  expect(sayRule("must be left-handed", "Name")).toBeNull();
});

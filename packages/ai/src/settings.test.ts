import { describe, expect, test } from "vitest";
import { AiConfigError, chosenModel, modelForAgent, parseModelName } from "./settings.ts";

describe("chosenModel", () => {
  test.each([undefined, "", "  "])("is null for %o, with any keys", (model) => {
    expect(chosenModel({ model, openaiApiKey: "k" })).toBeNull();
  });

  test("reads the provider up to the first colon", () => {
    expect(
      chosenModel({ model: "openai-compatible:llama3.2:3b", openaiBaseUrl: "http://127.0.0.1:1/v1" }),
    ).toEqual({
      provider: "openai-compatible",
      model: "llama3.2:3b",
    });
  });

  test.each([
    [{ model: "gpt-5" }, "AI_MODEL"],
    [{ model: "openai:" }, "AI_MODEL"],
    [{ model: "ollama:llama3" }, "AI_MODEL"],
    [{ model: "openai:gpt-5" }, "OPENAI_API_KEY"],
    [{ model: "anthropic:claude", openaiApiKey: "k" }, "ANTHROPIC_API_KEY"],
    [{ model: "openai-compatible:llama3", openaiApiKey: "k" }, "OPENAI_BASE_URL"],
    [{ openaiBaseUrl: "localhost:11434" }, "OPENAI_BASE_URL"],
    [{ anthropicBaseUrl: "not an address" }, "ANTHROPIC_BASE_URL"],
  ])("rejects %j in one sentence that names %s", (config, variable) => {
    const mistake = () => chosenModel(config);
    expect(mistake).toThrow(AiConfigError);
    expect(mistake).toThrow(new RegExp(`^[^.]*${variable}[^\\n]*\\.$`));
  });
});

describe("modelForAgent", () => {
  const chosen = { provider: "openai", model: "gpt-5" } as const;

  test.each([
    [null, chosen, chosen],
    ["  ", chosen, chosen],
    ["gpt-5-mini", chosen, { provider: "openai", model: "gpt-5-mini" }],
    ["anthropic:claude", chosen, { provider: "anthropic", model: "claude" }],
    ["anthropic:claude", null, { provider: "anthropic", model: "claude" }],
    ["gpt-5-mini", null, null],
    [null, null, null],
  ] as const)("%o in an installation with %j", (own, installation, expected) => {
    expect(modelForAgent(own, installation)).toEqual(expected);
  });
});

test("parseModelName accepts only known providers", () => {
  expect(parseModelName("llama3.2:3b")).toBeNull();
  expect(parseModelName(" anthropic : claude ")).toEqual({ provider: "anthropic", model: "claude" });
});

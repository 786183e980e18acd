import { createConfig, lintFromString } from "@redocly/openapi-core";
import spectralCore, { type RulesetDefinition } from "@stoplight/spectral-core";
import spectralRulesets from "@stoplight/spectral-rulesets";
import { expect, it } from "vitest";
import { APIS } from "../kinds.ts";
import { openApiDocument } from "./document.ts";

// The linters that authors of clients use. A warning is a failure.

it.each(APIS)("$kind: Redocly's strict recommendations find nothing", async (api) => {
  const config = await createConfig({ extends: ["recommended-strict"] });
  const problems = await lintFromString({ source: JSON.stringify(openApiDocument(api)), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual(
    [],
  );
});

it.each(APIS)("$kind: Spectral's rules for OpenAPI find nothing", async (api) => {
  const spectral = new spectralCore.Spectral();
  spectral.setRuleset(spectralRulesets.oas as RulesetDefinition);
  const problems = await spectral.run(JSON.stringify(openApiDocument(api)));
  expect(problems.map(({ code, message, path }) => [code, message, path.join("/")])).toEqual([]);
});

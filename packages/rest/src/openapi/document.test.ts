import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import * as z from "zod";
import { APIS } from "../kinds.ts";
import { openApiDocument } from "./document.ts";
import { describedIn, documentOf } from "./testing.ts";

it.each(APIS)("$kind: is a valid OpenAPI 3.1 document", async (api) => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(openApiDocument(api)));
  expect(errors).toBeUndefined();
  expect(valid).toBe(true);
  expect(validator.version).toBe("3.1");
});

it.each(APIS)("$kind: defines every schema that it refers to, and refers to each that it defines", (api) => {
  const text = JSON.stringify(openApiDocument(api));
  const used = new Set([...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name));
  expect([...used].toSorted()).toEqual(Object.keys(documentOf(api).components.schemas).toSorted());
});

it.each(APIS)("$kind: names each operation once", (api) => {
  const names = describedIn(api).map(({ described }) => described.operationId);
  expect(new Set(names).size).toBe(names.length);
});

it.each(APIS)("$kind: has examples for every body and answer, which fit their schemas", (api) => {
  for (const operation of api.operations) {
    for (const answer of Object.values(operation.answers)) {
      expect(answer.example).toBeDefined();
      expect(answer.schema.safeParse(answer.example).error).toBeUndefined();
    }
    const body = operation.documentedBody ?? operation.body;
    if (body) expect(body.safeParse(operation.bodyExample).error).toBeUndefined();
  }
  const errors = describedIn(api)
    .flatMap(({ described }) => Object.values(described.responses))
    .flatMap(({ content }) => Object.values(content?.["application/json"]?.examples ?? {}));
  expect(errors.length).toBeGreaterThan(0);
  for (const { value } of errors) expect(api.dialect.error.schema.safeParse(value).error).toBeUndefined();
});

it("refers to named schemas at any depth, and inlines the others", () => {
  const inner = z.object({ a: z.string() });
  const list = z.object({ items: z.array(inner), other: z.object({ b: z.int() }) });
  const [base] = APIS;
  const [first] = base.operations;
  if (!first) throw new Error("the API has no operations");
  const operation = { ...first, answers: { 200: { description: "A list.", schema: list } } };
  const api = {
    ...base,
    operations: [operation],
    components: { Inner: inner, Error: base.dialect.error.schema },
  };
  const described = describedIn(api)[0]?.described;
  expect(described?.responses["200"]?.content?.["application/json"]?.schema).toMatchObject({
    properties: {
      items: { type: "array", items: { $ref: "#/components/schemas/Inner" } },
      other: { properties: { b: { type: "integer" } } },
    },
  });
});

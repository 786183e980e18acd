import { DomainError, REASONS, type Reason } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Api } from "./api.ts";
import * as header from "./openapi-headers.ts";
import { TELLING } from "./openapi-refusals.ts";
import type { AnswerDoc, Operation } from "./operation.ts";

type JsonObject = { [key: string]: Json };
type Io = "input" | "output";
type ToSchema = (schema: z.ZodType, io: Io) => JsonObject;

/** The OpenAPI 3.1 document of an API, made from the declarations that serve it. */
export function openApiDocument(api: Api): JsonObject {
  const toSchema = schemaWriter(api);
  const paths: { [path: string]: JsonObject } = {};
  for (const operation of api.operations) {
    const path = api.paths[0] + operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(api, operation, toSchema) };
  }
  return {
    openapi: "3.1.1",
    info: { title: api.title, version: api.version, description: api.description },
    servers: [
      { url: api.mount, description: "This API's own prefix" },
      { url: "/", description: "The documented path" },
    ],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: [{ name: api.title }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "A user's token, an API key, or the token of one session.",
        },
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "X-API-Key",
          description: "The same, without the word Bearer.",
        },
      },
      schemas: mapValues(api.components, (schema) =>
        toSchema(
          z.lazy(() => schema),
          "output",
        ),
      ),
    },
  };
}

/** Schemas that the API names are written once, under `components`, and referred to elsewhere. */
function schemaWriter(api: Api): ToSchema {
  const names = new Map<unknown, string>(
    Object.entries(api.components).map(([name, schema]) => [schema, name]),
  );
  const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

  return (schema, io) => {
    const name = names.get(schema);
    if (name !== undefined) return refTo(name);
    // A component itself comes wrapped, so that it is written out and not referred to.
    const root = schema instanceof z.ZodLazy ? (schema.unwrap() as z.ZodType) : schema;
    const { $schema: _, ...json } = z.toJSONSchema(root, {
      io,
      unrepresentable: "any",
      override({ zodSchema, jsonSchema }) {
        const inner = Object.is(zodSchema, root) ? undefined : names.get(zodSchema);
        if (inner === undefined) return;
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema];
        Object.assign(jsonSchema, refTo(inner));
      },
    });
    return json as JsonObject;
  };
}

function describe(api: Api, operation: Operation, toSchema: ToSchema): JsonObject {
  const { name, summary, description, scope, body, documentedBody, bodyExample } = operation;
  const needs = scope === null ? "" : `Needs the scope \`${scope}\`.`;
  return {
    operationId: name,
    tags: [api.title],
    summary,
    description: [description, needs].filter(Boolean).join("\n\n"),
    ...(scope === null && { security: [] }),
    parameters: parametersOf(operation, toSchema),
    ...(body && {
      requestBody: {
        required: true,
        content: json(toSchema(documentedBody ?? body, "input"), bodyExample),
      },
    }),
    responses: { ...answersOf(operation, toSchema), ...refusalsOf(api, operation, toSchema) },
  };
}

const json = (schema: JsonObject, example?: Json): JsonObject => ({
  "application/json": { schema, ...(example !== undefined && { example }) },
});

function parametersOf(operation: Operation, toSchema: ToSchema): Json[] {
  const listed = (place: "path" | "query", schema: z.ZodType | undefined): Json[] => {
    if (!(schema instanceof z.ZodObject)) return [];
    const { properties = {}, required = [] } = toSchema(schema, "input") as {
      properties?: JsonObject;
      required?: string[];
    };
    return Object.entries(properties).map(([name, own]) => {
      const { description, ...rest } = own as JsonObject;
      const isRequired = place === "path" || required.includes(name);
      return { name, in: place, required: isRequired, ...(description && { description }), schema: rest };
    });
  };
  return [
    ...listed("path", operation.params?.schema),
    ...listed("query", operation.query),
    ...header.requestHeaders(operation),
  ];
}

function answersOf(operation: Operation, toSchema: ToSchema): JsonObject {
  const answers: JsonObject = mapValues(operation.answers, (answer: AnswerDoc) => ({
    description: answer.description,
    headers: header.answerHeaders(operation),
    content: json(toSchema(answer.schema, "output"), answer.example),
  }));
  if (operation.stream) {
    const content = { "text/event-stream": { schema: { type: "string" } } };
    answers[200] = { description: operation.stream, headers: header.answerHeaders(operation), content };
  }
  if (operation.versioned && operation.method === "GET")
    answers[304] = { description: "You have this version already." };
  return answers;
}

/** One entry for each status, with an example for each refusal that has it. */
function refusalsOf(api: Api, operation: Operation, toSchema: ToSchema): JsonObject {
  const { error } = api.dialect;
  const byStatus: { [status: string]: { description: string; examples: JsonObject } } = {};
  for (const reason of reasonsOf(operation)) {
    const refusal = new DomainError(reason, TELLING[reason]);
    const status = error.status(refusal);
    const before = byStatus[status];
    byStatus[status] = {
      description: before ? `${before.description}. ${TELLING[reason]}` : TELLING[reason],
      examples: { ...before?.examples, [reason]: { value: error.body(refusal) } },
    };
  }
  const schema = toSchema(error.schema, "output");
  return mapValues(byStatus, ({ description, examples }, status) => ({
    description,
    ...(status === "429" && { headers: header.RETRY_AFTER }),
    content: { "application/json": { schema, examples } },
  }));
}

const OF_CREDENTIALS = ["UNAUTHORIZED", "FORBIDDEN", "RATE_LIMITED"] as const;
const OF_POST = ["VALIDATION_ERROR", "CONFLICT", "IDEMPOTENCY_KEY_REUSED"] as const;

function reasonsOf({ method, scope, versioned, body, refusals }: Operation): Reason[] {
  const reasons = new Set<Reason>(refusals);
  if (scope !== null) for (const reason of OF_CREDENTIALS) reasons.add(reason);
  if (body) reasons.add("PAYLOAD_TOO_LARGE");
  if (versioned && method !== "GET") reasons.add("PRECONDITION_FAILED");
  if (method === "POST") for (const reason of OF_POST) reasons.add(reason);
  return [...reasons.add("INTERNAL")].toSorted((a, b) => REASONS[a].status - REASONS[b].status);
}

function mapValues<T, R>(values: Record<string, T>, map: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value, key)]));
}

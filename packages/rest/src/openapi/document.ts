import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Api } from "../api.ts";
import type { AnswerDoc, Operation } from "../operation.ts";
import { errorResponses } from "./errors.ts";
import * as header from "./headers.ts";
import { type JsonObject, mapValues, schemaWriter, type ToSchema } from "./schemas.ts";

/** The OpenAPI 3.1 document of an API, generated from the same declarations that serve it. */
export function openApiDocument(api: Api): JsonObject {
  const { toSchema, components } = schemaWriter(api);
  const paths: { [path: string]: JsonObject } = {};
  for (const operation of api.operations) {
    const path = api.paths[0] + operation.path;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(api, operation, toSchema) };
  }
  return {
    openapi: "3.1.1",
    info: {
      title: api.title,
      version: api.version,
      description: api.description,
      contact: { name: "Whoever runs this server" },
      license: { name: "MIT License", identifier: "MIT" },
    },
    servers: [
      { url: api.mount, description: "This API's own prefix" },
      { url: "/", description: "The documented path" },
    ],
    security: [{ bearer: [] }, { apiKey: [] }],
    tags: Object.entries(api.tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: api.sessionTokens
            ? "A user's token, an API key, or the token of one session."
            : "A user's token, or an API key.",
        },
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "X-API-Key",
          description: "The same, without the word Bearer.",
        },
      },
      schemas: components,
    },
  };
}

function describe(api: Api, operation: Operation, toSchema: ToSchema): JsonObject {
  const { name, tag, summary, description, scope, body, documentedBody, bodyExample } = operation;
  const needs = scope === null ? "" : `Needs the scope \`${scope}\`.`;
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [description, ownStream(operation), needs].filter(Boolean).join("\n\n"),
    ...(scope === null && { security: [] }),
    parameters: parametersOf(operation, toSchema),
    ...(body && {
      requestBody: {
        // A missing body is validated as an empty object.
        required: !body.safeParse({}).success,
        content: json(toSchema(documentedBody ?? body, "input"), bodyExample),
      },
    }),
    responses: { ...successResponses(operation, toSchema), ...errorResponses(api, operation, toSchema) },
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
      const { description, examples, ...rest } = own as JsonObject;
      const isRequired = place === "path" || required.includes(name);
      const [example] = Array.isArray(examples) ? examples : [];
      return {
        name,
        in: place,
        required: isRequired,
        ...(description && { description }),
        schema: rest,
        ...(example !== undefined && { example }),
      };
    });
  };
  return [
    ...listed("path", operation.params?.schema),
    ...listed("query", operation.query),
    ...header.requestHeaders(operation),
  ];
}

function successResponses(operation: Operation, toSchema: ToSchema): JsonObject {
  const answers: JsonObject = mapValues(operation.answers, (answer: AnswerDoc) => ({
    description: answer.description,
    headers: header.responseHeaders(operation),
    content: json(toSchema(answer.schema, "output"), answer.example),
  }));
  const { stream } = operation;
  if (stream && answers[200]) {
    const { description, content, ...rest } = answers[200] as JsonObject;
    const withStream = { ...(content as JsonObject), "text/event-stream": { schema: { type: "string" } } };
    answers[200] = { description: `${description} ${stream}`, ...rest, content: withStream };
  }
  if (operation.versioned && operation.method === "GET")
    answers[304] = { description: "You have this version already." };
  return answers;
}

/**
 * The stream of an operation whose JSON has another status than 200. It is described in words only: generators of clients
 * take the response with the lowest status for the result.
 */
const ownStream = ({ stream, answers }: Operation) => (answers[200] ? undefined : stream);

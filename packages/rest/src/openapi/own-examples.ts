import type { Json } from "@parley/api/session/schema";
import { type JsonObject, mapValues } from "./schemas.ts";

/**
 * The document with the caller's own ids in the examples of requests that read or create something. What changes or removes
 * something keeps the id of the example, so that nobody does that to the next best session.
 * @param ownIds the ids to put in, by the ids that they replace.
 */
export function withOwnExamples(
  document: JsonObject,
  ownIds: Record<string, string | undefined>,
): JsonObject {
  const known = Object.entries(ownIds).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const replaced = (value: Json | undefined): Json =>
    JSON.parse(
      known.reduce((text, [example, own]) => text.replaceAll(example, own), JSON.stringify(value ?? null)),
    );
  const inOperation = (operation: Json, method: string): Json => {
    if (method === "get") return replaced(operation);
    const { requestBody, ...rest } = operation as JsonObject;
    return requestBody === undefined ? rest : { ...rest, requestBody: replaced(requestBody) };
  };
  const paths = mapValues(document.paths as Record<string, JsonObject>, (path) =>
    mapValues(path, inOperation),
  );
  return { ...document, paths };
}

import type { Json } from "@parley/api/session/schema";
import * as z from "zod";
import type { Api } from "../api.ts";

export type JsonObject = { [key: string]: Json };

/** Converts to JSON Schema, of what a client sends (`input`) or receives (`output`). */
export type ToSchema = (schema: z.ZodType, io: "input" | "output") => JsonObject;

/** The API's named schemas are defined once, as components, and referred to by `$ref` everywhere else. */
export function schemaWriter({ components }: Api): { toSchema: ToSchema; components: JsonObject } {
  const names = new Map<unknown, string>(Object.entries(components).map(([name, schema]) => [schema, name]));

  function write(schema: z.ZodType, io: "input" | "output"): JsonObject {
    const { $schema: _, ...json } = z.toJSONSchema(schema, {
      io,
      unrepresentable: "any",
      override({ zodSchema, jsonSchema }) {
        withoutNoise(jsonSchema);
        const name = Object.is(zodSchema, schema) ? undefined : names.get(zodSchema);
        if (name === undefined) return;
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key as keyof typeof jsonSchema];
        Object.assign(jsonSchema, refTo(name));
      },
    });
    return json as JsonObject;
  }

  return {
    toSchema(schema, io) {
      const name = names.get(schema);
      return name === undefined ? write(schema, io) : refTo(name);
    },
    components: mapValues(components, (schema) => write(schema, "output")),
  };
}

/** Drops what says nothing more than the type: the range of exact integers, and the pattern of a `date-time`. */
function withoutNoise(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.format === "date-time") delete schema.pattern;
}

const refTo = (name: string) => ({ $ref: `#/components/schemas/${name}` });

export function mapValues<T, R>(
  values: Record<string, T>,
  map: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value, key)]));
}

import type { Scope } from "@parley/api/account/schema";
import type { Context } from "@parley/api/context";
import { DomainError } from "@parley/api/errors";
import { REASONS, type Reason } from "@parley/api/kinds";
import type { Caller } from "@parley/api/root";
import type { Json } from "@parley/api/session/schema";
import { invalidInput } from "@parley/api/trpc";
import type * as z from "zod";
import type { Version } from "./http/conditional.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whether requests with this method have a body; that of others is not read. */
export const carriesBody = (method: Method) => method !== "GET" && method !== "DELETE";

/** One documented answer: the schema of its body, and an example that must satisfy the schema. */
export type AnswerDoc = { description: string; schema: z.ZodType; example?: Json };
type Answers = Record<number, AnswerDoc>;

/** An event of a stream, which an operation may return in place of a body. */
export type StreamEvent = { event: string; data: Json };

/** The result of a handler: one of the documented answers, or a stream of events. */
type Answer<A extends Answers> =
  | { [S in keyof A & number]: Body<S, z.input<A[S]["schema"]>> }[keyof A & number]
  | Streamed;
type Body<S extends number, B> = { status: S; body: B; version?: Version };
type Streamed = { events: AsyncIterable<StreamEvent> };

/** One of the documented answers. `version` becomes its ETag. */
export const answer = <const S extends number, B>(status: S, body: B, version?: Version): Body<S, B> =>
  version === undefined ? { status, body } : { status, body, version };

/** The answer of any operation. */
export type AnyAnswer = Body<number, unknown> | Streamed;

/** What every handler has, besides its parsed input. */
type HandlerContext = {
  /** The router, with the request's actor. */
  caller: Caller;
  ctx: Context;
  /** The version that `If-Match` requires. */
  ifVersion: number | undefined;
  /** Whether the `Accept` header requests an event stream. */
  wantsEvents: boolean;
  /** Aborts when the client disconnects. A function, because creating the signal costs time that most requests need not spend. */
  signal: () => AbortSignal;
};

export type Call<P, Q, B> = HandlerContext & { params: P; query: Q; body: B };

/** A request before validation. */
export type RawCall = HandlerContext & { params: unknown; query: unknown; body: unknown };

/** Ids in the path. `unknown`: the reason for the error when one of them is malformed; VALIDATION_ERROR by default. */
export type Params<P extends z.ZodType> = { schema: P; unknown?: Reason };

type Description = {
  /** The `operationId` in the API document, unique in its API. */
  name: string;
  method: Method;
  /** Below the API's base path, with parameters in braces: `/{sessionId}/messages`. */
  path: string;
  /** The scope that the credential needs; null where no credential is needed. */
  scope: Scope | null;
  /** The group that it belongs to in the API document: one of the API's `tags`. */
  tag: string;
  summary: string;
  description?: string;
  /** The resource has a version: GET returns it as ETag, PUT and PATCH check If-Match. */
  versioned?: boolean;
  /** The largest body in bytes; 1 MB by default. */
  bodyMaxBytes?: number;
  /** The reasons for errors that it has beyond those of every operation. */
  errors: Reason[];
};

type Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Answers> = Description & {
  params?: Params<P>;
  query?: Q;
  body?: B;
  /** The body's schema in the API document, where `body` leaves a part of the validation to the router. */
  documentedBody?: z.ZodType;
  bodyExample?: Json;
  answers: A;
  /** Describes the stream of events that it may return with status 200; `answers` are JSON. */
  stream?: string;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer<A>>;
};

/** An operation with its type parameters erased, so that an API can list all of its operations. */
export type Operation = Description & {
  params?: Params<z.ZodType>;
  query?: z.ZodType;
  body?: z.ZodType;
  documentedBody?: z.ZodType;
  bodyExample?: Json;
  answers: Answers;
  stream?: string;
  run(raw: RawCall): Promise<AnyAnswer>;
};

/**
 * Declares an endpoint: its entry in the API document, the mapping of the documented request to a procedure's input,
 * and the mapping of the procedure's output to the documented answer.
 */
export function operation<
  const A extends Answers,
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
>(spec: Spec<P, Q, B, A>): Operation {
  const { handle, ...description } = spec;
  return {
    ...description,
    run: async (raw) =>
      handle({
        ...raw,
        params: paramsOf(spec.params, raw.params) as z.output<P>,
        query: parsed(spec.query, raw.query) as z.output<Q>,
        // A missing body is validated as an empty object, so that the error names the missing fields.
        body: parsed(spec.body, raw.body === undefined ? {} : raw.body) as z.output<B>,
      }),
  };
}

function paramsOf(params: Params<z.ZodType> | undefined, value: unknown): unknown {
  if (!params?.unknown) return parsed(params?.schema, value);
  const result = params.schema.safeParse(value);
  if (!result.success)
    throw new DomainError(
      { reason: params.unknown, ...REASONS[params.unknown] },
      "There is nothing with this id",
    );
  return result.data;
}

function parsed(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(result.error);
  return result.data;
}

import type { Scope } from "@parley/api/account/schema";
import type { Context } from "@parley/api/context";
import { DomainError, type Reason } from "@parley/api/errors";
import type { Caller } from "@parley/api/root";
import type { Json } from "@parley/api/session/schema";
import { invalidInput } from "@parley/api/trpc";
import type * as z from "zod";
import type { Version } from "./http/conditional.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** Whether a body means anything; with the other methods it is left unread. */
export const carriesBody = (method: Method) => method !== "GET" && method !== "DELETE";

/** One answer that a document promises: its body's schema, and an example that must fit it. */
export type AnswerDoc = { description: string; schema: z.ZodType; example?: Json };
type Answers = Record<number, AnswerDoc>;

/** An event of a stream that is sent in place of a body. */
export type StreamEvent = { event: string; data: Json };

/** What a handler gives back: one of the documented answers, or a stream of events. */
type Answer<A extends Answers> =
  | { [S in keyof A & number]: Body<S, z.input<A[S]["schema"]>> }[keyof A & number]
  | Streamed;
type Body<S extends number, B> = { status: S; body: B; version?: Version };
type Streamed = { events: AsyncIterable<StreamEvent> };

/** One of the documented answers. `version` of what it shows, where that has one, becomes its ETag. */
export const answer = <const S extends number, B>(status: S, body: B, version?: Version): Body<S, B> =>
  version === undefined ? { status, body } : { status, body, version };

/** The answer to any operation. */
export type AnyAnswer = Body<number, unknown> | Streamed;

/** What every handler may use, whatever it is asked for. */
type Tools = {
  /** The router, as the caller of the request may call it. */
  caller: Caller;
  ctx: Context;
  /** The version that `If-Match` names. */
  ifVersion: number | undefined;
  /** Whether the client asks, by its Accept, for events in place of a body. */
  wantsEvents: boolean;
  /** Ends when the client goes away. A function, because most requests never need one. */
  signal: () => AbortSignal;
};

export type Call<P, Q, B> = Tools & { params: P; query: Q; body: B };

/** A request whose parts nobody has looked at. */
export type RawCall = Tools & { params: unknown; query: unknown; body: unknown };

/**
 * Ids in the path. `unknown`: how it is told that one of them can't name anything; without it, it is a value that
 * breaks a rule.
 */
export type Params<P extends z.ZodType> = { schema: P; unknown?: Reason };

type Description = {
  /** The name in the API document, unique in its API. */
  name: string;
  method: Method;
  /** Below the API's path, with parameters in braces: `/{sessionId}/messages`. */
  path: string;
  /** What a credential must allow; null where none is needed. */
  scope: Scope | null;
  summary: string;
  description?: string;
  /** Shows one thing with a version: GET answers with an ETag, PUT and PATCH heed If-Match. */
  versioned?: boolean;
  /** The largest body, in bytes, where that is not the 1 MB of every operation. */
  bodyMaxBytes?: number;
  /** The refusals that it has beyond those of every operation. */
  refusals: Reason[];
};

type Spec<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends Answers> = Description & {
  params?: Params<P>;
  query?: Q;
  body?: B;
  /** The body as the API document tells it, where the operation checks a part of it only after a look at the session. */
  documentedBody?: z.ZodType;
  bodyExample?: Json;
  answers: A;
  /** The media type of `answers` is JSON; a stream's events are told in words here. */
  stream?: string;
  handle(call: Call<z.output<P>, z.output<Q>, z.output<B>>): Promise<Answer<A>>;
};

/** An operation with its types put away, so that all of an API's can stand in one list. */
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
 * Declares an endpoint, once: what the API document says of it, how the documented request becomes a procedure's
 * input, and how what the procedure returns becomes the documented answer.
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
        // No body at all is told which fields it lacks.
        body: parsed(spec.body, raw.body === undefined ? {} : raw.body) as z.output<B>,
      }),
  };
}

function paramsOf(params: Params<z.ZodType> | undefined, value: unknown): unknown {
  if (!params?.unknown) return parsed(params?.schema, value);
  const result = params.schema.safeParse(value);
  if (!result.success) throw new DomainError(params.unknown, "There is nothing with this id");
  return result.data;
}

function parsed(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw invalidInput(result.error);
  return result.data;
}

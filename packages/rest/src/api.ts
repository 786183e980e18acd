import type { DomainError, Reason } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import type * as z from "zod";
import type { Operation } from "./operation.ts";

/** How an API says no. */
export type Dialect = {
  error: {
    status(refusal: DomainError): number;
    body(refusal: DomainError): Json;
    schema: z.ZodType;
    /** What a refusal means in this API, where the API document has to say it in other words than those of all. */
    meanings?: Partial<Record<Reason, string>>;
  };
};

/** A documented API: where it is, how it speaks, what it can do. */
export type Api = {
  kind: string;
  title: string;
  version: string;
  description: string;
  /** Its own prefix, under which nothing else lives. */
  mount: string;
  /** The paths that its operations are below, at the mount and at the root. The API document tells of the first. */
  paths: [string, ...string[]];
  /** Below these paths at the server's root, too, it is this API that answers. */
  roots: string[];
  /** Whether a token that opens one session opens anything here. */
  sessionTokens: boolean;
  /** The id of the session that a request is about, by its path and query as they were sent. */
  sessionOf(given: Record<string, string>): string | undefined;
  dialect: Dialect;
  operations: Operation[];
  /** Schemas that its document names and refers to. */
  components: Record<string, z.ZodType>;
};

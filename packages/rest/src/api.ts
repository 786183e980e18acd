import type { DomainError } from "@parley/api/errors";
import type { Reason } from "@parley/api/kinds";
import type { Caller } from "@parley/api/root";
import type { Json } from "@parley/api/session/schema";
import type * as z from "zod";
import type { Operation } from "./operation.ts";

/** How an API formats errors. It must have an answer to any reason; `shared/reasons.ts` has the defaults. */
export type Dialect = {
  error: {
    status(error: DomainError): number;
    body(error: DomainError): Json;
    schema: z.ZodType;
    /** Descriptions in the API document: of the kind's own reasons, and of core reasons that it words differently. */
    meanings: Partial<Record<Reason, string>>;
  };
};

/** A documented API: its paths, its error format, its operations. */
export type Api = {
  /** The kind's name, unique among the APIs. Also the value of the header `Sessions-Api`. */
  kind: string;
  title: string;
  version: string;
  description: string;
  /** The prefix that belongs to this API alone. */
  mount: string;
  /** The base paths of its operations, at the mount and at the root. The API document describes the first. */
  paths: [string, ...string[]];
  /** Root paths that belong to this API alone. */
  roots: string[];
  /** Root paths that the documents of several kinds claim: there a request may name its API in a header. */
  sharedRoots: string[];
  /** Whether session tokens are accepted. */
  sessionTokens: boolean;
  dialect: Dialect;
  /** The groups of operations in the API document, in their order there, each with its description. */
  tags: Record<string, string>;
  operations: Operation[];
  /** Schemas that the API document names, and refers to by `$ref`. */
  components: Record<string, z.ZodType>;
  /**
   * The caller's own ids, by the ids of the examples that they can replace; undefined where the caller has none. With them
   * the examples on the documentation page work as they are.
   */
  ownIds(caller: Caller): Promise<Record<string, string | undefined>>;
};

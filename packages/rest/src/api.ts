import type { DomainError } from "@parley/api/errors";
import type { Json } from "@parley/api/session/schema";
import type * as z from "zod";
import type { Operation } from "./operation.ts";

/** How an API speaks: what is around its answers, and how it says no. */
export type Dialect = {
  /** Puts around an answer what the API puts around all of its answers. */
  envelope(body: Json): Json;
  error: {
    status(refusal: DomainError): number;
    body(refusal: DomainError): Json;
    schema: z.ZodType;
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
  /** The documented paths below the mount. The API document tells of the first. */
  paths: [string, ...string[]];
  /** The documented path at the server's root, where this API has it alone. */
  root: string;
  dialect: Dialect;
  operations: Operation[];
  /** Schemas that its document names and refers to. */
  components: Record<string, z.ZodType>;
};

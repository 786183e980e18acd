import type { HttpBindings } from "@hono/node-server";

/** What the middlewares put on a request. */
export type Env = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    address: string | undefined;
    /** The answer names the request already. */
    namesRequest?: boolean;
  };
};

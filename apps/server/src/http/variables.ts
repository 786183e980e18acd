import type { HttpBindings } from "@hono/node-server";

/** The variables that the middlewares set on a request. */
export type Env = {
  Bindings: Partial<HttpBindings>;
  Variables: {
    requestId: string;
    address: string | undefined;
    /** The response has the header `X-Request-Id` already. */
    namesRequest?: boolean;
  };
};

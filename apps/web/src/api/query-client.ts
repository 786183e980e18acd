import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { problemOf, reasonOf } from "./problem.ts";

const RETRIED = new Set(["OFFLINE", "TIMEOUT", "INTERNAL"]);

/** One cache for the page (in the browser) or for the request (on the server). */
export function makeQueryClient(onSignedOut: () => void = () => {}): QueryClient {
  const onError = (error: unknown) => {
    if (reasonOf(error) === "UNAUTHORIZED") onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (count, error) => count < 2 && RETRIED.has(problemOf(error).reason),
      },
    },
  });
}

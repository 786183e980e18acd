import type { Api } from "../api.ts";

/** Paths at the root that more than one document claims. There a request may name the API that it means. */
const SHARED: readonly string[] = ["/sessions"];
export const API_HEADER = "Sessions-Api";

/**
 * Whether a request to one of an API's paths at the root is for that API.
 * @param named what the request's header says, if anything.
 */
export function isMeant({ kind }: Api, root: string, named: string | undefined): boolean {
  return !named || !SHARED.includes(root) || named.toLowerCase() === kind;
}

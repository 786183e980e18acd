import type { Api } from "../api.ts";

/** The request header that names an API, by its kind, where several share a path. */
export const API_HEADER = "Sessions-Api";

type Claims = Pick<Api, "kind" | "roots" | "sharedRoots">;

/** A path at the server's root, with the APIs that answer below it. The first one is the default. */
export type Root<T extends Claims> = { path: string; isShared: boolean; apis: [T, ...T[]] };

/** Each root path of the APIs once, in their order. */
export function rootTable<T extends Claims>(apis: readonly T[]): Root<T>[] {
  const roots = new Map<string, Root<T>>();
  for (const api of apis) {
    for (const path of api.roots) roots.set(path, { path, isShared: false, apis: [api] });
    for (const path of api.sharedRoots) {
      const root = roots.get(path);
      if (root) root.apis.push(api);
      else roots.set(path, { path, isShared: true, apis: [api] });
    }
  }
  return [...roots.values()];
}

/**
 * Selects the API for a request below a root path.
 * @param named the value of the request's `Sessions-Api` header. It is ignored where the path is not shared.
 * @returns undefined when the header names an API that has no operations at this path.
 */
export function selectApi<T extends Claims>(
  { isShared, apis }: Root<T>,
  named: string | undefined,
): T | undefined {
  if (!isShared || !named) return apis[0];
  return apis.find(({ kind }) => kind === named.toLowerCase());
}

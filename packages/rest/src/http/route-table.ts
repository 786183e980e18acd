import type { Method, Operation } from "../operation.ts";

type Route = { segments: string[]; literals: number; operations: Map<Method, Operation> };

export type Found =
  | { outcome: "operation"; operation: Operation; params: Record<string, string> }
  | { outcome: "wrong-method"; allow: string[] }
  | { outcome: "nothing" };

export type RouteTable = (method: string, path: string) => Found;

/** Matches paths below an API's base path to its operations. Literal segments win over parameters. */
export function createRoutes(operations: Operation[]): RouteTable {
  const routes = new Map<string, Route>();
  for (const operation of operations) {
    const route = routes.get(operation.path) ?? routeOf(operation.path);
    routes.set(operation.path, route);
    route.operations.set(operation.method, operation);
  }
  const ordered = [...routes.values()].toSorted((a, b) => b.literals - a.literals);

  return (method, path) => {
    const segments = segmentsOf(path);
    for (const route of ordered) {
      const params = match(route, segments);
      if (!params) continue;
      const operation = route.operations.get(method === "HEAD" ? "GET" : (method as Method));
      return operation
        ? { outcome: "operation", operation, params }
        : { outcome: "wrong-method", allow: allowOf(route) };
    }
    return { outcome: "nothing" };
  };
}

function routeOf(path: string): Route {
  const segments = segmentsOf(path);
  return { segments, literals: segments.filter((s) => !isParam(s)).length, operations: new Map() };
}

/** A trailing slash is ignored. */
const segmentsOf = (path: string) => path.replace(/\/$/, "").split("/").slice(1);
const isParam = (segment: string) => segment.startsWith("{");

function match(route: Route, segments: string[]): Record<string, string> | undefined {
  if (route.segments.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, expected] of route.segments.entries()) {
    const given = segments[i] ?? "";
    if (isParam(expected) ? given === "" : given !== expected) return undefined;
    if (isParam(expected)) params[expected.slice(1, -1)] = decoded(given);
  }
  return params;
}

/** Invalid percent-encoding is kept as it is: no id looks like that, so the operation answers as for an unknown id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function allowOf(route: Route): string[] {
  const methods: string[] = [...route.operations.keys()];
  if (route.operations.has("GET")) methods.push("HEAD");
  return [...methods, "OPTIONS"];
}

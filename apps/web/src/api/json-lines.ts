/** Of the tRPC protocol: the type of a chunk that is an async iterable, and the status of a line with one of its values. */
const ITERABLE = 1;
const YIELDED = 1;

/**
 * Parses tRPC's JSON lines for a single call whose result is an async iterable. The first line is the head; the others are
 * `[chunk, status, [[value], ...[key, type, chunk]]]`, where a part of a value may follow in a chunk of its own.
 *
 * @returns parses one line to the values in it
 * @throws Error with the API's `data`, as the tRPC client's errors have it
 */
export function jsonLines(): (line: string) => unknown[] {
  const iterables = new Set<number>();
  return (line) => {
    if (!line.startsWith("[")) return [];
    const [chunk, status, [[value] = [], ...later] = [[]]] = JSON.parse(line) as Line;
    for (const [, kind, to] of later) if (kind === ITERABLE) iterables.add(to);
    if (isFailure(value)) throw errorOf(value);
    return iterables.has(chunk) && status === YIELDED ? [value] : [];
  };
}

type Line = [number, number, [[unknown?], ...[string | null, number, number][]]?];
type Failure = { error: { message: string; data: unknown } };

const errorOf = ({ error }: Failure) => Object.assign(new Error(error.message), { data: error.data });

/** The error of a response without a stream: the request was refused before the procedure ran. */
export async function errorOfResponse(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  const first: unknown = Array.isArray(answer) ? answer[0] : answer;
  return isFailure(first) ? errorOf(first) : new Error(`status ${response.status}`);
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === "object" && value !== null && "error" in value;

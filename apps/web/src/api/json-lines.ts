/** The kinds of thing that a line may bring later, and how a line of the second kind stands. */
const ITERABLE = 1;
const YIELDED = 1;

/**
 * Reads tRPC's JSON lines for one call whose answer is a stream. The first line says where the answer comes, the
 * others `[chunk, status, [[value], ...[key, kind, chunk]]]`: what a value leaves out comes in a later chunk.
 *
 * @throws Error with the API's `data`, as the client's own errors have it
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

/** The error of an answer that is no stream: refused before the call was read. */
export async function refusedWith(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  const first: unknown = Array.isArray(answer) ? answer[0] : answer;
  return isFailure(first) ? errorOf(first) : new Error(`status ${response.status}`);
}

const isFailure = (value: unknown): value is Failure =>
  typeof value === "object" && value !== null && "error" in value;

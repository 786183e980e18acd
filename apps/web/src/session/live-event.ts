import type { RouterOutputs } from "@parley/api/root";

type Streamed = RouterOutputs["sessions"]["events"] extends AsyncIterable<infer E> ? E : never;
type Opened<E> = E extends { id: string; data: infer Data } ? Data : E;

/** What the stream of a session tells. Steps of a reply are not numbered: on connect they start over at offset 0. */
export type LiveEvent = Opened<Streamed>;

/** Takes a numbered event out of its envelope; one without a number comes as it is. */
export function unwrap(value: LiveEvent | { id: string; data: LiveEvent }): {
  event: LiveEvent;
  id: string | null;
} {
  return "data" in value ? { event: value.data, id: value.id } : { event: value, id: null };
}

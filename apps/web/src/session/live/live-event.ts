import type { RouterOutputs } from "@parley/api/root";

type Streamed = RouterOutputs["sessions"]["events"] extends AsyncIterable<infer E> ? E : never;
type Opened<E> = E extends { id: string; data: infer Data } ? Data : E;

/** What the stream of a session tells. Steps of a reply are not numbered: on connect they start over at offset 0. */
export type LiveEvent = Opened<Streamed>;

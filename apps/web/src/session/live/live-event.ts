import type { RouterOutputs } from "@parley/api/root";

type Streamed = RouterOutputs["sessions"]["events"] extends AsyncIterable<infer E> ? E : never;
type Opened<E> = E extends { id: string; data: infer Data } ? Data : E;

/** An event of a session's stream. Progress of replies is not numbered: a new connection sends it again from offset 0. */
export type LiveEvent = Opened<Streamed>;

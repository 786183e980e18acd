import type { Caller } from "@parley/api/root";

/** A file of a session of one kind that people download in the web app; no part of a documented API. */
export type DownloadRoute<Content = unknown> = {
  /** With `:id` for the session's id. */
  path: string;
  /** @throws DomainError what the procedure refuses. */
  read(caller: Caller, id: string): Promise<Content>;
  /** By the value of `format` in the query. The first is the default. */
  formats: Record<string, { type: string; body(content: Content): string | ReadableStream }>;
  fileName(content: Content, format: string): string;
};

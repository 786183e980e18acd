import type { Problem } from "../../api/problem.ts";
import { strings } from "../../api/strings.ts";

const PATH = "/api/documents/read";
const TIMEOUT_MS = 60_000;

export type ReadDocument = { title: string; content: string };

/** Extracts the text of a file on the server. @throws Error with a message for display, which names the file. */
export async function readDocument(file: File, signal: AbortSignal): Promise<ReadDocument> {
  const response = await fetch(`${PATH}?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    body: file,
    headers: { "content-type": "application/octet-stream" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  }).catch((error: unknown) => {
    throw new Error(messageFor(file, strings.problems[isTimeout(error) ? "TIMEOUT" : "OFFLINE"]));
  });
  const answer: { title?: string; text?: string; code?: string; message?: string } = await response
    .json()
    .catch(() => ({}));
  if (response.ok) return { title: answer.title ?? file.name, content: answer.text ?? "" };
  const isAboutFile = ["VALIDATION_ERROR", "PAYLOAD_TOO_LARGE"].includes(answer.code ?? "");
  if (isAboutFile && answer.message) throw new Error(answer.message);
  throw new Error(messageFor(file, strings.problems[answer.code ?? ""] ?? strings.problems.UNKNOWN));
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === "TimeoutError";

const messageFor = ({ name }: File, problem: Pick<Problem, "what" | "next"> | undefined) =>
  `${name}: ${problem?.what ?? ""}. ${problem?.next ?? ""}`;

import { Worker } from "node:worker_threads";
import { DOCUMENT_LIMITS, type DocumentFault } from "./document-error.ts";

export type Task = { kind: "pdf" | "zip"; bytes: Uint8Array };
/** `title` is from the document's metadata or its first heading; null without either. */
export type Parsed = { title: string | null; text: string } | { fault: DocumentFault };

/** Megabytes for one document: of V8's heap, and of buffers outside of it. */
const heapMb = 384;
const buffersMb = 384;
const memoryCheckMs = 50;
/** Documents parsed at the same time; others are queued. */
const maxConcurrent = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Parses a PDF or Word document in a worker thread, so that a malicious one can neither block the event loop nor exhaust
 * the memory. Rejects with the signal's reason when it is aborted.
 */
export async function parseInWorker(
  task: Task,
  { signal, milliseconds = DOCUMENT_LIMITS.milliseconds }: Bounds,
): Promise<Parsed> {
  signal?.throwIfAborted();
  if (running < maxConcurrent) running++;
  else await waitForSlot(signal);
  try {
    return await runWorker(task, { signal, milliseconds });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

type Bounds = { signal: AbortSignal | undefined; milliseconds?: number };

/** Waits in the queue until another parse ends. */
async function waitForSlot(signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => {
    waiting.splice(waiting.indexOf(resolve), 1);
    reject(signal?.reason);
  };
  waiting.push(resolve);
  signal?.addEventListener("abort", onAbort, { once: true });
  await promise;
  signal?.removeEventListener("abort", onAbort);
}

async function runWorker({ kind, bytes }: Task, { signal, milliseconds }: Required<Bounds>): Promise<Parsed> {
  const copy = new Uint8Array(bytes);
  const worker = new Worker(new URL("./parse-worker.ts", import.meta.url), {
    workerData: { kind, bytes: copy } satisfies Task,
    transferList: [copy.buffer],
    resourceLimits: { maxOldGenerationSizeMb: heapMb, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 },
    env: {},
    execArgv: [],
    stdout: true,
    stderr: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<Parsed>();
  worker.once("message", resolve);
  worker.once("error", (error) => resolve({ fault: isOutOfMemory(error) ? "too-heavy" : "damaged" }));
  worker.once("exit", () => resolve({ fault: "damaged" }));
  const onAbort = () => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  if (signal?.aborted) onAbort();
  const timeout = setTimeout(() => resolve({ fault: "too-slow" }), milliseconds);
  const memoryCheck = setInterval(async () => {
    // resourceLimits do not cover buffers, into which files are unpacked.
    const { external_memory } = await worker.getHeapStatistics().catch(() => ({ external_memory: 0 }));
    if (external_memory > buffersMb * 1024 * 1024) resolve({ fault: "too-heavy" });
  }, memoryCheckMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timeout);
    clearInterval(memoryCheck);
    signal?.removeEventListener("abort", onAbort);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

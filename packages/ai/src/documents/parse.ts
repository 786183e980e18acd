import { Worker } from "node:worker_threads";
import { DOCUMENT_LIMITS, type DocumentFault } from "./document-error.ts";

export type Task = { kind: "pdf" | "zip"; bytes: Uint8Array };
/** `title` is the document's own, null when it has none. */
export type Parsed = { title: string | null; text: string } | { fault: DocumentFault };

/** Megabytes that one document may take: in the engine's heap, and in buffers beside it. */
const heapMb = 384;
const buffersMb = 384;
const lookMs = 50;
/** Documents read at the same time; others wait. */
const atOnce = 2;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Reads a PDF or Word document in a thread of its own, so that one that was made to harm can neither block the event
 * loop nor fill the memory. Rejects with the signal's reason when it is stopped.
 */
export async function parseApart(
  task: Task,
  { signal, milliseconds = DOCUMENT_LIMITS.milliseconds }: Bounds,
): Promise<Parsed> {
  signal?.throwIfAborted();
  if (running < atOnce) running++;
  else await turn(signal);
  try {
    return await inThread(task, { signal, milliseconds });
  } finally {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }
}

type Bounds = { signal: AbortSignal | undefined; milliseconds?: number };

/** Waits until one that is running hands its place on. */
async function turn(signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onStop = () => {
    waiting.splice(waiting.indexOf(resolve), 1);
    reject(signal?.reason);
  };
  waiting.push(resolve);
  signal?.addEventListener("abort", onStop, { once: true });
  await promise;
  signal?.removeEventListener("abort", onStop);
}

async function inThread({ kind, bytes }: Task, { signal, milliseconds }: Required<Bounds>): Promise<Parsed> {
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
  const onStop = () => reject(signal?.reason);
  signal?.addEventListener("abort", onStop, { once: true });
  if (signal?.aborted) onStop();
  const late = setTimeout(() => resolve({ fault: "too-slow" }), milliseconds);
  const look = setInterval(async () => {
    // The limits of the heap don't hold for buffers, which is where files are unpacked.
    const { external_memory } = await worker.getHeapStatistics().catch(() => ({ external_memory: 0 }));
    if (external_memory > buffersMb * 1024 * 1024) resolve({ fault: "too-heavy" });
  }, lookMs);
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    clearInterval(look);
    signal?.removeEventListener("abort", onStop);
    await worker.terminate();
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
}

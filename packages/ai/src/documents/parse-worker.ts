import { parentPort, workerData } from "node:worker_threads";
import type { Parsed, Task } from "./parse.ts";
import { ZipFault } from "./zip.ts";

/*
 * The worker thread that parses one document and ends. Documents may be malicious, so it has no environment variables
 * and no network functions.
 */
const { kind, bytes }: Task = workerData;
Object.assign(globalThis, { fetch: undefined, WebSocket: undefined, EventSource: undefined });
parentPort?.postMessage(await parsed());

async function parsed(): Promise<Parsed> {
  try {
    if (kind === "pdf") return await (await import("./pdf.ts")).readPdf(bytes);
    return await (await import("./docx.ts")).readDocx(bytes);
  } catch (error) {
    if (error instanceof Error && error.name === "PasswordException") return { fault: "password" };
    return { fault: error instanceof ZipFault ? error.fault : "damaged" };
  }
}

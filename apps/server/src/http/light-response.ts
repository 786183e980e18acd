import { getRequestListener } from "@hono/node-server";

/**
 * The HTTP adapter's own Response. The adapter writes it out as it is, where it reads the platform's through a stream and
 * a timer: 190 µs a request against 340. It is only to be had as the global one, so it is taken from there and the
 * platform's is put back: Next and others in this process keep the one that they know.
 */
export const LightResponse = takeLightResponse();

function takeLightResponse(): typeof Response {
  const platform = { Request, Response };
  getRequestListener(() => new platform.Response());
  const light = globalThis.Response;
  for (const [name, value] of Object.entries(platform)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  return light;
}

import * as z from "zod";

/** A time in a response. */
export const time = z.iso.datetime().describe("ISO 8601, in UTC.");

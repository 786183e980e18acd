import { publicProcedure, router } from "../trpc.ts";
import { VERSION } from "./version.ts";

export const systemRouter = router({
  /** What this installation is, and who answers in it; no credential needed. */
  info: publicProcedure.query(({ ctx }) => {
    const { text } = ctx.services;
    return { name: "Parley", version: VERSION, ai: text.info() };
  }),
});

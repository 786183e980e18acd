import { publicProcedure, router } from "../trpc.ts";
import { VERSION } from "./version.ts";

export const systemRouter = router({
  /** The product's version and the engine that writes its replies. Needs no credential. */
  info: publicProcedure.query(({ ctx }) => {
    const { text } = ctx.services;
    return { name: "Parley", version: VERSION, ai: text.info() };
  }),
});

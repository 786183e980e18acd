import type { AppRouter, RouterInputs } from "@parley/api/root";
import { createTRPCClient, httpBatchStreamLink } from "@trpc/client";
import { API_PATH } from "../api/client.ts";

/** The usual client waits for whole answers; this one takes them piece by piece. */
const streaming = createTRPCClient<AppRouter>({ links: [httpBatchStreamLink({ url: API_PATH })] });

/** Asks a chatbot that may not be saved. The answer comes in pieces of text, then its end. */
export const tryChatbot = (input: RouterInputs["chatbot"]["chatbots"]["try"], signal: AbortSignal) =>
  streaming.chatbot.chatbots.try.mutate(input, { signal });

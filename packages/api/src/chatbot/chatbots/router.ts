import { isUniqueViolation } from "@parley/db/errors";
import { versionMismatch } from "../../errors.ts";
import { objectId } from "../../session/ids.ts";
import { router, scoped } from "../../trpc.ts";
import { enterAsOwner } from "../gate.ts";
import { chatbotOrClientNotFound } from "../rules.ts";
import {
  type Chatbot,
  chatbotFormSchema,
  chatbotUpdateInput,
  directoryListInput,
  idInput,
  tryInput,
} from "../schema.ts";
import { chatbotServices } from "../services.ts";
import { EXAMPLE_CLIENT, type TryChunk, tryChatbot } from "./trial.ts";

const chatbotNotFound = () => chatbotOrClientNotFound("Chatbot not found");

/** A person's chatbots, which write the replies in chatbot sessions. */
export const chatbotsRouter = router({
  /** Lists the caller's chatbots, newest first, without their knowledge bases. */
  list: scoped("sessions:read")
    .input(directoryListInput)
    .query(async ({ ctx, input }) =>
      chatbotServices(ctx.services).chatbots.list(await enterAsOwner(ctx), input),
    ),

  /** Returns a chatbot with its knowledge base. @throws CHATBOT_OR_CLIENT_NOT_FOUND. */
  get: scoped("sessions:read")
    .input(idInput)
    .query(async ({ ctx, input }): Promise<Chatbot> => {
      const found = await chatbotServices(ctx.services).chatbots.find(input.id, await enterAsOwner(ctx));
      if (!found) throw chatbotNotFound();
      return found;
    }),

  create: scoped("sessions:manage")
    .input(chatbotFormSchema)
    .mutation(async ({ ctx, input }): Promise<Chatbot> => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { chatbots } = chatbotServices(ctx.services);
      const now = clock();
      const id = objectId(ctx.repeatable, now);
      return chatbots.create(id, ownerId, input, now).catch(async (error) => {
        const known = isUniqueViolation(error) ? await chatbots.find(id, ownerId) : undefined;
        if (!known) throw error;
        return known;
      });
    }),

  /**
   * Changes only the fields given.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND; PRECONDITION_FAILED when the version is not `ifVersion`.
   */
  update: scoped("sessions:manage")
    .input(chatbotUpdateInput)
    .mutation(async ({ ctx, input: { id, ifVersion, ...changes } }): Promise<Chatbot> => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { chatbots } = chatbotServices(ctx.services);
      const updated = await chatbots.update(id, ownerId, changes, ifVersion, clock());
      if (updated) return updated;
      const current = await chatbots.find(id, ownerId);
      throw current ? versionMismatch(current.version) : chatbotNotFound();
    }),

  /**
   * Replies as the given chatbot would, saved or not, and stores nothing. Streams chunks of text, then the end.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND when there is no such client; RATE_LIMITED.
   */
  try: scoped("sessions:manage")
    .input(tryInput)
    .mutation(async ({ ctx, input, signal }): Promise<AsyncIterable<TryChunk>> => {
      const ownerId = await enterAsOwner(ctx);
      const client = input.clientId
        ? await chatbotServices(ctx.services).clients.find(input.clientId, ownerId)
        : EXAMPLE_CLIENT;
      if (!client) throw chatbotOrClientNotFound("Client not found");
      return tryChatbot(ctx.services, input, client, signal ?? new AbortController().signal);
    }),

  /**
   * Deletes a chatbot. Its sessions stay readable, but get no replies, and no new ones can be created.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND.
   */
  delete: scoped("sessions:manage")
    .input(idInput)
    .mutation(async ({ ctx, input: { id } }) => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { chatbots } = chatbotServices(ctx.services);
      if (!(await chatbots.remove(id, ownerId, clock()))) throw chatbotNotFound();
      return { id };
    }),
});

import { isUniqueViolation } from "@parley/db/errors";
import { versionMismatch } from "../../errors.ts";
import { objectId } from "../../session/ids.ts";
import { router, scoped } from "../../trpc.ts";
import { enterAsOwner } from "../gate.ts";
import { peopleNotFound } from "../rules.ts";
import {
  type Client,
  clientFormSchema,
  clientUpdateInput,
  directoryListInput,
  type ImportedLine,
  idInput,
  importInput,
} from "../schema.ts";
import { chatbotServices } from "../services.ts";
import { importClients } from "./import.ts";

const clientNotFound = () => peopleNotFound("Client not found");

/** The people whom a person's chatbots serve. */
export const clientsRouter = router({
  /** Newest first. */
  list: scoped("sessions:read")
    .input(directoryListInput)
    .query(async ({ ctx, input }) =>
      chatbotServices(ctx.services).clients.list(await enterAsOwner(ctx), input),
    ),

  /** @throws CHATBOT_OR_CLIENT_NOT_FOUND. */
  get: scoped("sessions:read")
    .input(idInput)
    .query(async ({ ctx, input }): Promise<Client> => {
      const found = await chatbotServices(ctx.services).clients.find(input.id, await enterAsOwner(ctx));
      if (!found) throw clientNotFound();
      return found;
    }),

  create: scoped("sessions:manage")
    .input(clientFormSchema)
    .mutation(async ({ ctx, input }): Promise<Client> => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { clients } = chatbotServices(ctx.services);
      const now = clock();
      const id = objectId(ctx.repeatable, now);
      return clients.create(id, ownerId, input, now).catch(async (error) => {
        const known = isUniqueViolation(error) ? await clients.find(id, ownerId) : undefined;
        if (!known) throw error;
        return known;
      });
    }),

  /**
   * Takes in the lines of a table, in one step: a line whose email is a client's changes that client, where it says
   * something new; a line that breaks a rule is left out and told. Empty cells change nothing.
   */
  import: scoped("sessions:manage")
    .input(importInput)
    .mutation(async ({ ctx, input }): Promise<{ lines: ImportedLine[] }> => {
      const ownerId = await enterAsOwner(ctx);
      return { lines: await importClients(ctx.services.db, ownerId, input.rows, ctx.services.clock()) };
    }),

  /** Changes what it names. @throws CHATBOT_OR_CLIENT_NOT_FOUND; PRECONDITION_FAILED when it is not at `ifVersion` any more. */
  update: scoped("sessions:manage")
    .input(clientUpdateInput)
    .mutation(async ({ ctx, input: { id, ifVersion, ...changes } }): Promise<Client> => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { clients } = chatbotServices(ctx.services);
      const updated = await clients.update(id, ownerId, changes, ifVersion, clock());
      if (updated) return updated;
      const current = await clients.find(id, ownerId);
      throw current ? versionMismatch(current.version) : clientNotFound();
    }),

  /** Past sessions keep the name; new ones, and chat, are no longer to be had. */
  delete: scoped("sessions:manage")
    .input(idInput)
    .mutation(async ({ ctx, input: { id } }) => {
      const ownerId = await enterAsOwner(ctx);
      const { clock } = ctx.services;
      const { clients } = chatbotServices(ctx.services);
      if (!(await clients.remove(id, ownerId, clock()))) throw clientNotFound();
      return { id };
    }),
});

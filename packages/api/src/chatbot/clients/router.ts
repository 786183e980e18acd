import { isUniqueViolation } from "@parley/db/errors";
import { versionMismatch } from "../../errors.ts";
import { objectId } from "../../session/ids.ts";
import { router, scoped } from "../../trpc.ts";
import { enterAsOwner } from "../gate.ts";
import { chatbotOrClientNotFound } from "../rules.ts";
import { type Client, clientFormSchema, clientUpdateInput, directoryListInput, idInput } from "../schema.ts";
import { chatbotServices } from "../services.ts";
import { checkImport, importClients } from "./import.ts";
import { type CheckedLine, type ImportedLine, importInput } from "./schema.ts";

const clientNotFound = () => chatbotOrClientNotFound("Client not found");

/** A person's clients, with whom their chatbots talk. */
export const clientsRouter = router({
  /** Lists the caller's clients, newest first. */
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
   * Imports the lines of a table in one transaction. A line with the email of a client updates that client; empty cells
   * change nothing. A line that breaks a rule is not stored, and is reported.
   */
  import: scoped("sessions:manage")
    .input(importInput)
    .mutation(async ({ ctx, input }): Promise<{ lines: ImportedLine[] }> => {
      const ownerId = await enterAsOwner(ctx);
      return { lines: await importClients(ctx.services.db, ownerId, input.rows, ctx.services.clock()) };
    }),

  /** Tells what `import` would do with each line, and stores nothing. A mutation, as a table does not fit into a URL. */
  checkImport: scoped("sessions:manage")
    .input(importInput)
    .mutation(async ({ ctx, input }): Promise<{ lines: CheckedLine[] }> => {
      return { lines: await checkImport(ctx.services.db, await enterAsOwner(ctx), input.rows) };
    }),

  /**
   * Changes only the fields given.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND; PRECONDITION_FAILED when the version is not `ifVersion`.
   */
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

  /**
   * Deletes a client. Its sessions stay readable, with the client's name, but get no replies, and no new ones can be created.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND.
   */
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

import { isUniqueViolation } from "@parley/db/errors";
import { versionMismatch } from "../errors.ts";
import { objectId } from "../session/ids.ts";
import { router, scoped } from "../trpc.ts";
import { browseProcedure } from "./browse/router.ts";
import { chatbotsRouter } from "./chatbots/router.ts";
import { clientsRouter } from "./clients/router.ts";
import { enterAsOwner, enterChatbotSession, notify, readTranscript } from "./gate.ts";
import { messagesRouter } from "./messages/router.ts";
import { overviewProcedure } from "./overview/router.ts";
import { repliesRouter } from "./replies/router.ts";
import { reportProcedure } from "./report/router.ts";
import { chatbotOrClientNotFound, initialState, notActive, sessionNotFound, transition } from "./rules.ts";
import { createInput, idInput, listInput, updateInput } from "./schema.ts";
import { searchProcedure } from "./search/router.ts";
import { chatbotServices } from "./services.ts";
import { toChatbotSession, toTranscript } from "./session-row.ts";

/** The chatbot kind: one of a person's chatbots talking with one of their clients. */
export const chatbotRouter = router({
  /**
   * Creates a session that starts immediately, or at `startTime`.
   * @throws CHATBOT_OR_CLIENT_NOT_FOUND; VALIDATION_ERROR; RATE_LIMITED.
   */
  create: scoped("sessions:create")
    .input(createInput)
    .mutation(async ({ ctx, input }) => {
      const ownerId = await enterAsOwner(ctx);
      const { sessions } = chatbotServices(ctx.services);
      const now = ctx.services.clock();
      const { chatbotId, clientId, title = null } = input;
      const { status, startTime, startsItself } = initialState(input.startTime, now);
      const id = objectId(ctx.repeatable, now);
      const fresh = { id, ownerId, chatbotId, clientId, title, status, startTime, startsItself, now };
      const row = await sessions.create(fresh).catch((error) => {
        // A retry of a request whose process died: the session exists already.
        if (isUniqueViolation(error)) return sessions.find(id, ownerId);
        throw error;
      });
      if (!row) throw chatbotOrClientNotFound();
      ctx.response.session = { id, ownerId };
      notify(ctx, { id, ownerId });
      return toChatbotSession(row);
    }),

  /**
   * The session with its chatbot, its client and all messages, oldest first.
   * @throws SESSION_NOT_FOUND, RATE_LIMITED.
   */
  get: scoped("sessions:read")
    .input(idInput)
    .query(async ({ ctx, input }) => readTranscript(ctx, await enterChatbotSession(ctx, input.id, "read"))),

  /**
   * Lists the caller's sessions, newest first, each with its newest messages. `total` counts those that match the
   * filter.
   */
  list: scoped("sessions:read")
    .input(listInput)
    .query(async ({ ctx, input }) => {
      const ownerId = await enterAsOwner(ctx);
      const { sessions } = chatbotServices(ctx.services);
      const filter = { ...input, ownerId };
      const [rows, total] = await Promise.all([sessions.list(filter), sessions.count(filter)]);
      return { items: rows.map(toTranscript), total, limit: input.limit, skip: input.skip };
    }),

  /**
   * Changes only the fields given. `feedback` and `metadata` are replaced as a whole.
   * @throws SESSION_NOT_FOUND; VALIDATION_ERROR for a status transition or times that are not allowed; PRECONDITION_FAILED
   *   when the version is not `ifVersion`.
   */
  update: scoped("sessions:write")
    .input(updateInput)
    .mutation(async ({ ctx, input: { id, ifVersion, ...changes } }) => {
      const session = await enterChatbotSession(ctx, id, "write");
      const { sessions } = chatbotServices(ctx.services);
      const now = ctx.services.clock();
      const { title, feedback, metadata } = changes;
      const changed = await sessions.change(session, now, (before) => {
        if (ifVersion !== undefined && ifVersion !== before.version) throw versionMismatch(before.version);
        return { ...transition(before, changes, now), title, feedback, metadata };
      });
      if (!changed) throw sessionNotFound();
      notify(ctx, session);
      return readTranscript(ctx, session);
    }),

  /** Completes an active session. Of concurrent calls one succeeds. @throws SESSION_NOT_ACTIVE. */
  end: scoped("sessions:write")
    .input(idInput)
    .mutation(async ({ ctx, input: { id } }) => {
      const notFound = () => notActive("Active session not found");
      const session = await enterChatbotSession(ctx, id, "write", notFound);
      const { sessions } = chatbotServices(ctx.services);
      const now = ctx.services.clock();
      const ended = await sessions.change(session, now, (before) =>
        before.status === "ACTIVE" ? transition(before, { status: "COMPLETED" }, now) : undefined,
      );
      if (!ended) throw notFound();
      notify(ctx, session);
      return readTranscript(ctx, session);
    }),

  browse: browseProcedure,
  search: searchProcedure,
  overview: overviewProcedure,
  report: reportProcedure,

  messages: messagesRouter,
  replies: repliesRouter,
  chatbots: chatbotsRouter,
  clients: clientsRouter,
});

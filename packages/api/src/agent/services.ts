import { servicesOf } from "../services-of.ts";
import { agentStore } from "./agents/store.ts";
import { agentAppends } from "./append.ts";
import { agentChanges } from "./change.ts";
import { agentSessionStore } from "./store.ts";

/** The services of the agent kind. */
export const agentServices = servicesOf(({ db, access }) => ({
  agents: agentStore(db),
  sessions: { ...agentSessionStore(db, access), ...agentAppends(db), ...agentChanges(db) },
}));

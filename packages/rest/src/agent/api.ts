import { VERSION } from "@parley/api/system/version";
import type { Api } from "../api.ts";
import { agentDialect } from "./dialect.ts";
import { operations } from "./operations.ts";
import { ownIds } from "./own-ids.ts";
import * as wire from "./wire.ts";

export const agentApi: Api = {
  kind: "agent",
  title: "Sessions API",
  version: VERSION,
  description:
    "Conversations between your users and AI agents. A session expires after a time without activity, is renewed by what happens in it, and ends at its maximum duration.",
  mount: "/agent",
  paths: ["/api/messaging/sessions"],
  roots: ["/api/messaging/sessions"],
  sharedRoots: [],
  sessionTokens: true,
  dialect: agentDialect,
  tags: {
    Sessions: "Create sessions, read them, and keep them alive.",
    Messages: "What the user and the agent say to each other.",
    Health: "How the service is.",
  },
  operations,
  ownIds,
  components: {
    Session: wire.sessionInfo,
    CreatedSession: wire.createdSession,
    ListedSession: wire.listedSession,
    Message: wire.wireMessage,
    SentMessage: wire.sentMessage,
    Error: agentDialect.error.schema,
  },
};

import { AGENT_REASONS } from "@parley/api/agent/reasons";
import { CHATBOT_REASONS } from "@parley/api/chatbot/reasons";
import { DomainError } from "@parley/api/errors";
import { expect, it } from "vitest";
import { agentDialect } from "./dialect.ts";

const bodyOf = (error: DomainError) => agentDialect.error.body(error);

it("names an error as the document does", () => {
  expect(bodyOf(new DomainError(AGENT_REASONS.SESSION_RENEWAL_FAILED, "It is too old"))).toEqual({
    error: "SessionRenewalError",
    code: "SESSION_RENEWAL_FAILED",
    message: "It is too old",
    details: {},
  });
});

it("names an error that the document does not know after its reason", () => {
  expect(bodyOf(new DomainError(CHATBOT_REASONS.SESSION_NOT_ACTIVE, "It has ended"))).toMatchObject({
    error: "SessionNotActiveError",
    code: "SESSION_NOT_ACTIVE",
  });
});

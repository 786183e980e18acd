type Words = { what: string; next: string };

/** Words of what a person has to know about an error. */
export const strings = {
  freesIn: (time: string) => `You can try again in ${time}.`,
  freeNow: "You can try again now.",
  /** By the API's reason: what an error means for a person, and what to do about it. */
  problems: {
    SESSION_NOT_FOUND: {
      what: "This session does not exist",
      next: "It may have been deleted. Your other sessions are in the list.",
    },
    SESSION_EXPIRED: {
      what: "This session has expired",
      next: "Its messages can still be read. Continue in a new session to go on.",
    },
    SESSION_RENEWAL_FAILED: {
      what: "This session cannot be extended any further",
      next: "It has reached its maximum duration. Continue in a new session when it ends.",
    },
    VALIDATION_ERROR: { what: "Something in the form is not right", next: "Change it and try again." },
    AGENT_NOT_FOUND: {
      what: "This agent does not exist",
      next: "It may have been deleted. Choose another agent.",
    },
    CHATBOT_OR_CLIENT_NOT_FOUND: {
      what: "The chatbot or the client does not exist",
      next: "It may have been deleted. Choose another.",
    },
    SESSION_NOT_ACTIVE: {
      what: "This session is not active",
      next: "It has ended or has not begun. Its messages can still be read.",
    },
    UNAUTHORIZED: { what: "You are signed out", next: "Sign in again to go on." },
    FORBIDDEN: {
      what: "This belongs to somebody else",
      next: "Sign in with the account that it belongs to, or go back to your sessions.",
    },
    RATE_LIMITED: { what: "That was too much at once", next: "A limit protects the server." },
    REPLY_IN_PROGRESS: {
      what: "A reply is still being written",
      next: "Stop it or wait until it is finished.",
    },
    NOT_FOUND: { what: "This does not exist", next: "It may have been deleted." },
    CONFLICT: {
      what: "This was changed at the same moment somewhere else",
      next: "Look at it again and repeat your change.",
    },
    PRECONDITION_FAILED: {
      what: "This was changed somewhere else",
      next: "Look at the other version first.",
    },
    INTERNAL: {
      what: "The server made a mistake",
      next: "Nothing was lost. Try again; if it stays, give the request id to whoever runs this server.",
    },
    OFFLINE: {
      what: "Parley cannot be reached",
      next: "Check the connection. What you wrote is kept.",
    },
    TIMEOUT: { what: "The server took too long to answer", next: "Try again." },
    UNKNOWN: { what: "Something went wrong", next: "Try again, or reload the page." },
  } as Record<string, Words>,
};

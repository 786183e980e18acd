import { servicesOf } from "../services-of.ts";
import { chatbotAppends } from "./append.ts";
import { chatbotChanges } from "./change.ts";
import { chatbotStore } from "./chatbots/store.ts";
import { clientStore } from "./clients/store.ts";
import { chatbotHistory } from "./history.ts";
import { chatbotSessionStore } from "./store.ts";

/** The services of the chatbot kind. */
export const chatbotServices = servicesOf(({ db, access }) => ({
  chatbots: chatbotStore(db),
  clients: clientStore(db),
  sessions: {
    ...chatbotSessionStore(db, access),
    ...chatbotAppends(db),
    ...chatbotChanges(db),
    ...chatbotHistory(db),
  },
}));

import type { Services } from "../services.ts";
import { messageId } from "../session/ids.ts";
import { chatbotServices } from "./services.ts";

const BATCH = 100;

/** Starts the scheduled sessions that are due. */
export async function startScheduledSessions(services: Services): Promise<void> {
  const { sessions } = chatbotServices(services);
  for (;;) {
    const now = services.clock();
    const started = await sessions.startDue(now, BATCH, () => messageId(undefined, now));
    for (const { id, ownerId } of started) services.bus.publish({ ownerId, sessionId: id });
    if (started.length < BATCH) return;
  }
}

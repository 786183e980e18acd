import type { Services } from "../services.ts";
import { messageId } from "../session/ids.ts";

const BATCH = 100;

/** Starts the scheduled sessions whose time has come. */
export async function startScheduledSessions(services: Services): Promise<void> {
  for (;;) {
    const now = services.clock();
    const started = await services.chatbotSessions.startDue(now, BATCH, () => messageId(undefined, now));
    for (const news of started) services.bus.publish(news);
    if (started.length < BATCH) return;
  }
}

import { isEnded } from "@parley/api/session/statuses";
import type { InboxItem } from "../api/types.ts";

/** Whether nothing more can happen in a session. */
export const isOver = ({ status }: InboxItem): boolean => isEnded(status);

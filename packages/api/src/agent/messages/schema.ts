import * as z from "zod";
import {
  type Attachment,
  attachmentsSchema,
  isJsonObject,
  type Json,
  metadataSchema,
  sessionIdInput,
} from "../../session/schema.ts";
import { contentSchema } from "../../session/write/schema.ts";

/** The shape of a message. `messageRules` are checked later, so that an expired session is reported first. */
export const messageSendInput = z.object({
  sessionId: sessionIdInput.shape.id,
  id: z.uuid("must be a UUID").toLowerCase().optional(),
  content: z.string({ error: "must be a string" }),
  attachments: z.custom<Attachment[]>(Array.isArray, "must be a list").default([]),
  metadata: z.custom<Record<string, Json>>(isJsonObject, "must be a JSON object").default({}),
});
export const messageRules = z.object({
  content: contentSchema,
  attachments: attachmentsSchema,
  metadata: metadataSchema,
});

import { transcriptPdf } from "@parley/api/chatbot/transcript/pdf";
import { transcriptFileName, transcriptJson, transcriptMarkdown } from "@parley/api/chatbot/transcript/text";
import type { DownloadRoute } from "../download.ts";

type Transcript = Parameters<typeof transcriptPdf>[0];

/** The transcript of a chatbot session: `GET /api/chatbot-sessions/{id}/transcript?format=pdf`. */
export const transcriptDownload: DownloadRoute<Transcript> = {
  path: "/api/chatbot-sessions/:id/transcript",
  read: (caller, id) => caller.chatbot.get({ id }),
  formats: {
    md: { type: "text/markdown; charset=utf-8", body: transcriptMarkdown },
    json: { type: "application/json; charset=utf-8", body: transcriptJson },
    pdf: { type: "application/pdf", body: transcriptPdf },
  },
  fileName: transcriptFileName,
};

export type TranscriptFormat = "md" | "json" | "pdf";

/** The URL of a session's transcript. */
export const transcriptPath = (id: string, format: TranscriptFormat) =>
  `/api/chatbot-sessions/${id}/transcript?format=${format}`;

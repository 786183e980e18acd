export type TranscriptFormat = "md" | "json" | "pdf";

/** Where a session's transcript is downloaded. */
export const transcriptPath = (id: string, format: TranscriptFormat) =>
  `/api/chatbot-sessions/${id}/transcript?format=${format}`;

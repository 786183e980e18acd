import { agentApi } from "./agent/api.ts";
import type { Api } from "./api.ts";
import { chatbotApi } from "./chatbot/api.ts";
import { transcriptDownload } from "./chatbot/downloads.ts";
import type { DownloadRoute } from "./download.ts";

/** The documented APIs of all kinds. No other file outside a kind's folder imports from one. */
export const APIS: readonly [Api, ...Api[]] = [agentApi, chatbotApi];

/** What people download of sessions in the web app. */
export const DOWNLOADS: readonly DownloadRoute[] = [transcriptDownload];

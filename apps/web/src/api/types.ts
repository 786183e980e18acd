import type { RouterInputs, RouterOutputs } from "@parley/api/root";

export type InboxItem = RouterOutputs["sessions"]["list"]["items"][number];
export type InboxFilter = Omit<RouterInputs["sessions"]["list"], "cursor" | "limit">;
export type SessionDetail = RouterOutputs["sessions"]["get"];
export type SessionKind = SessionDetail["kind"];
export type MessagePage = RouterOutputs["sessions"]["messages"];
export type Message = MessagePage["items"][number];
export type ApiKey = RouterOutputs["keys"]["list"]["items"][number];
export type NewKey = RouterOutputs["keys"]["create"];

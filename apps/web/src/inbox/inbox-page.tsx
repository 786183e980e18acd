"use client";
import { lazy } from "react";
import type { InboxFilter } from "../api/types.ts";
import { strings as shell } from "../shell/strings.ts";
import { loadCode } from "../ui/load-code.ts";
import { SessionsList } from "./list/sessions-list.tsx";

const NothingNeeds = lazy(() =>
  loadCode(() => import("./list/nothing-needs.tsx").then((module) => ({ default: module.NothingNeeds }))),
);

const NEEDS: InboxFilter = { view: "needs" };

/** For somebody who asks what they have to do: what is unread in their conversations, and sessions that need them. */
export function InboxPage() {
  return <SessionsList title={shell.inbox} filter={NEEDS} empty={<NothingNeeds />} />;
}

"use client";
import type { ReactNode } from "react";
import { PageHeader } from "../shell/page-header.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { chatbotOverviewPath, chatbotSessionsPath, chatbotsPath, clientsPath } from "./paths.ts";
import { strings } from "./strings.ts";

const tabs = [
  [chatbotsPath, strings.chatbots],
  [clientsPath, strings.clients],
  [chatbotSessionsPath, strings.sessions],
  [chatbotOverviewPath, strings.overview],
] as const;

/** The pages about chatbots as tabs; `action` is the main action of the current page. */
export function ChatbotsFrame({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <>
      <PageHeader title={strings.chatbots}>{action}</PageHeader>
      <Tabs label={strings.chatbots} tabs={tabs} />
      {children}
    </>
  );
}

"use client";
import { MessagesSquare, Plus } from "lucide-react";
import Link from "next/link";
import { PageHeader } from "../../shell/page-header.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { RowLink } from "../../ui/row-link.tsx";
import { Time } from "../../ui/time/time.tsx";
import { DirectoryList } from "../directory/directory-list.tsx";
import { useChatbots } from "../directory/use-directory.ts";
import { chatbotPath, newChatbotPath } from "../paths.ts";
import { strings as frame } from "../strings.ts";
import type { ChatbotSummary } from "../types.ts";
import { strings } from "./strings.ts";

const words = strings.list;

/** For somebody who decides who answers their clients: all chatbots, and a link to create one. */
export function ChatbotsPage() {
  const chatbots = useChatbots("");
  const create = (
    <Link href={newChatbotPath} className={buttonClass("primary")}>
      <Plus aria-hidden className="size-4" />
      {words.create}
    </Link>
  );
  return (
    <>
      <PageHeader title={frame.chatbots}>{chatbots.items.length > 0 && create}</PageHeader>
      <PageBody>
        <DirectoryList
          directory={chatbots}
          empty={
            <EmptyState icon={MessagesSquare} title={words.none} action={create}>
              {words.noneText}
            </EmptyState>
          }
        >
          {(chatbot) => <ChatbotRow key={chatbot.id} chatbot={chatbot} />}
        </DirectoryList>
      </PageBody>
    </>
  );
}

function ChatbotRow({ chatbot }: { chatbot: ChatbotSummary }) {
  return (
    <li className="relative flex flex-col gap-1 px-2 py-3 hover:bg-hover">
      <RowLink href={chatbotPath(chatbot.id)}>{chatbot.name}</RowLink>
      <p className="line-clamp-2 text-soft">{chatbot.description || chatbot.role || words.noDescription}</p>
      <p className="text-xs text-faint">
        {chatbot.model ?? words.builtIn} · {words.edited} <Time at={chatbot.updatedAt} />
      </p>
    </li>
  );
}

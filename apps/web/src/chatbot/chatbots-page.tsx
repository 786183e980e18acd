"use client";
import { MessagesSquare } from "lucide-react";
import type { ChatbotSummary } from "../api/types.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageBody } from "../ui/page-body.tsx";
import { Time } from "../ui/time.tsx";
import { ChatbotsFrame } from "./chatbots-frame.tsx";
import { DirectoryList } from "./directory-list.tsx";
import { strings } from "./strings.ts";
import { useChatbots } from "./use-directory.ts";

const words = strings.chatbots;

/** For somebody who decides who answers their clients: every chatbot. */
export function ChatbotsPage() {
  const chatbots = useChatbots("");
  return (
    <ChatbotsFrame>
      <PageBody>
        <DirectoryList
          directory={chatbots}
          empty={
            <EmptyState icon={MessagesSquare} title={words.none}>
              {words.noneText}
            </EmptyState>
          }
        >
          {(chatbot) => <ChatbotRow key={chatbot.id} chatbot={chatbot} />}
        </DirectoryList>
      </PageBody>
    </ChatbotsFrame>
  );
}

function ChatbotRow({ chatbot }: { chatbot: ChatbotSummary }) {
  return (
    <li className="relative flex flex-col gap-1 px-2 py-3">
      <h2 className="font-medium">{chatbot.name}</h2>
      <p className="line-clamp-2 text-soft">{chatbot.description || chatbot.role || words.noDescription}</p>
      <p className="text-xs text-faint">
        {chatbot.model ?? words.builtIn} · {words.edited} <Time at={chatbot.updatedAt} />
      </p>
    </li>
  );
}

"use client";
import { Users } from "lucide-react";
import type { Client } from "../api/types.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { PageBody } from "../ui/page-body.tsx";
import { ChatbotsFrame } from "./chatbots-frame.tsx";
import { DirectoryList } from "./directory-list.tsx";
import { strings } from "./strings.ts";
import { useClients } from "./use-directory.ts";

const words = strings.clients;

/** For somebody who looks after the people whom chatbots serve. */
export function ClientsPage() {
  const clients = useClients("");
  return (
    <ChatbotsFrame>
      <PageBody>
        <DirectoryList
          directory={clients}
          empty={
            <EmptyState icon={Users} title={words.none}>
              {words.noneText}
            </EmptyState>
          }
        >
          {(client) => <ClientRow key={client.id} client={client} />}
        </DirectoryList>
      </PageBody>
    </ChatbotsFrame>
  );
}

function ClientRow({ client }: { client: Client }) {
  return (
    <li className="relative flex flex-col gap-1 px-2 py-3">
      <h2 className="font-medium">{client.name}</h2>
      <p className="truncate text-soft">
        {[client.email, client.phoneNumber].filter(Boolean).join(" · ") || words.noContact}
      </p>
    </li>
  );
}

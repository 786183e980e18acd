"use client";
import { Plus, Upload, Users } from "lucide-react";
import Link from "next/link";
import { useDeferredValue, useState } from "react";
import { PageHeader } from "../../shell/page-header.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TextInput } from "../../ui/form/inputs.tsx";
import { PageBody } from "../../ui/page-body.tsx";
import { RowLink } from "../../ui/row-link.tsx";
import { DirectoryList } from "../directory/directory-list.tsx";
import { useClients } from "../directory/use-directory.ts";
import { clientPath, importClientsPath, newClientPath } from "../paths.ts";
import { strings as frame } from "../strings.ts";
import type { Client } from "../types.ts";
import { strings } from "./strings.ts";

const words = strings.list;

/** For somebody who looks after the clients of chatbots: find one, create one, import many. */
export function ClientsPage() {
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const clients = useClients(search);
  const actions = (
    <span className="flex gap-2">
      <Link href={importClientsPath} className={buttonClass()}>
        <Upload aria-hidden className="size-4" />
        {words.import}
      </Link>
      <Link href={newClientPath} className={buttonClass("primary")}>
        <Plus aria-hidden className="size-4" />
        {words.create}
      </Link>
    </span>
  );
  return (
    <>
      <PageHeader title={frame.clients}>{actions}</PageHeader>
      <PageBody>
        <search>
          <TextInput
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </search>
        <DirectoryList
          directory={clients}
          empty={
            search ? (
              <p className="text-soft">{words.noneFound}</p>
            ) : (
              <EmptyState icon={Users} title={words.none}>
                {words.noneText}
              </EmptyState>
            )
          }
        >
          {(client) => <ClientRow key={client.id} client={client} />}
        </DirectoryList>
      </PageBody>
    </>
  );
}

function ClientRow({ client }: { client: Client }) {
  return (
    <li className="relative flex flex-col gap-1 px-2 py-3 hover:bg-hover">
      <RowLink href={clientPath(client.id)}>{client.name}</RowLink>
      <p className="truncate text-soft">
        {[client.email, client.phoneNumber].filter(Boolean).join(" · ") || words.noContact}
      </p>
    </li>
  );
}

"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { KindMark } from "../../inbox/kind-mark.tsx";
import { titleOf } from "../../inbox/title-of.ts";
import { kinds } from "../../kinds.tsx";
import type { KindLink } from "../../session/kind.ts";
import { Dialog } from "../../ui/overlay/dialog.tsx";
import {
  devicesPath,
  docsPath,
  homePath,
  inboxPath,
  keysPath,
  newSessionPath,
  profilePath,
  sessionPath,
  sessionsPath,
} from "../paths.ts";
import { useShellOverlay } from "../shell-context.ts";
import { signOut } from "../sign-out.ts";
import { strings } from "../strings.ts";
import { palette as words } from "./palette-strings.ts";
import { flushTypeAhead } from "./type-ahead.ts";

const links: KindLink[] = [
  { label: strings.newSession, href: newSessionPath },
  { label: strings.home, href: homePath },
  { label: strings.inbox, href: inboxPath },
  { label: strings.sessions, href: sessionsPath },
  ...kinds.flatMap(({ commands }) => commands),
  { label: words.profile, href: profilePath },
  { label: words.keys, href: keysPath },
  { label: words.devices, href: devicesPath },
];

type CommandMenuProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Sessions (searched on the server), links to the pages, and actions that work anywhere. */
export function CommandMenu({ open, onOpenChange }: CommandMenuProps) {
  const [text, setText] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const router = useRouter();
  const { setTheme } = useTheme();
  const show = useShellOverlay();
  const sessions = useFoundSessions(text);
  const [chosen, setChosen] = useState("");
  const first = text ? undefined : sessions[0]?.id;
  // Sessions are loaded after the menu is rendered, and listed first: the first of them becomes the selected entry.
  useEffect(() => {
    if (first) setChosen(first);
  }, [first]);
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={words.title} initialFocus={input} wide>
      <Command label={words.title} value={chosen} onValueChange={setChosen} className="flex flex-col gap-3">
        <Command.Input
          ref={input}
          value={text}
          onValueChange={setText}
          onFocus={() => setText((before) => before + flushTypeAhead())}
          placeholder={words.placeholder}
          className="w-full rounded-md border border-line-strong bg-raised px-3 py-2 text-base"
        />
        <Command.List className="h-[min(50dvh,24rem)] overflow-y-auto">
          <Command.Empty className="p-4 text-center text-soft">{words.nothing}</Command.Empty>
          <Group heading={words.sessions}>
            {sessions.map((item) => (
              <Item
                key={item.id}
                value={`${item.id} ${text}`.trim()}
                onSelect={run(() => router.push(sessionPath(item.id)))}
              >
                <KindMark kind={item.kind} />
                <span className="truncate">{titleOf(item)}</span>
              </Item>
            ))}
          </Group>
          <Group heading={words.go}>
            {links.map(({ label, href }) => (
              <Item key={href} value={label} onSelect={run(() => router.push(href))}>
                {label}
              </Item>
            ))}
            <Item value={strings.docs} onSelect={run(() => window.location.assign(docsPath))}>
              {strings.docs}
            </Item>
          </Group>
          <Group heading={words.do}>
            {(["light", "dark", "system"] as const).map((theme) => (
              <Item key={theme} value={words[theme]} onSelect={run(() => setTheme(theme))}>
                {words[theme]}
              </Item>
            ))}
            <Item value={words.shortcuts} onSelect={() => show("keys")}>
              {words.shortcuts}
            </Item>
            <Item value={words.signOut} onSelect={run(signOut)}>
              {words.signOut}
            </Item>
          </Group>
        </Command.List>
      </Command>
    </Dialog>
  );
}

function useFoundSessions(text: string) {
  const q = useDeferredValue(text.trim());
  const trpc = useTRPC();
  const found = useQuery(
    trpc.sessions.list.queryOptions(
      { limit: 8, ...(q ? { q } : {}) },
      { placeholderData: keepPreviousData, staleTime: 5_000 },
    ),
  );
  const items = found.data?.items ?? [];
  if (q === text.trim() && !found.isPlaceholderData) return items;
  // The response to an earlier text: Enter must not open a session that does not match the current one.
  return items.filter((item) => titleOf(item).toLowerCase().includes(text.trim().toLowerCase()));
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="mb-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

function Item(props: { value: string; onSelect: () => void; children: ReactNode }) {
  return (
    <Command.Item
      {...props}
      className="flex min-h-9 items-center gap-2 rounded-md px-2 aria-selected:bg-hover aria-selected:text-text"
    />
  );
}

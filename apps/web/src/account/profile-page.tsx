"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useTheme } from "next-themes";
import { type ReactNode, useState } from "react";
import { useTRPC } from "../api/trpc.ts";
import { signOut } from "../shell/sign-out.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { earlyInput, useReplay } from "../ui/early-input.ts";
import { loadCode } from "../ui/load-code.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { useNow } from "../ui/time/clock.ts";
import { Time } from "../ui/time/time.tsx";
import { PasswordForm } from "./password-form.tsx";
import { strings } from "./strings.ts";

const words = strings.profile;
const NameDialog = dynamic(() =>
  loadCode(() => import("./name-dialog.tsx").then((module) => module.NameDialog)),
);
const EmailDialog = dynamic(() =>
  loadCode(() => import("./email-dialog.tsx").then((module) => module.EmailDialog)),
);

/** For somebody who looks after their account: who they are here, how it looks, the password. */
export function ProfilePage() {
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions());
  return (
    <>
      <Part title={strings.settings.profile}>
        {me.isPending && (
          <Loading>
            <Skeleton className="h-28" />
          </Loading>
        )}
        {me.isError && <ProblemNote error={me.error} onRetry={() => void me.refetch()} />}
        {me.data && (
          <dl className="grid grid-cols-[auto_1fr] items-center gap-x-6 gap-y-2">
            <dt className="text-soft">{strings.name}</dt>
            <dd className="flex min-w-0 items-center gap-2">
              <span className="min-w-0 break-words">{me.data.name}</span>
              <ChangeButton label={words.changeName}>
                {(onClose) => <NameDialog name={me.data.name} onClose={onClose} />}
              </ChangeButton>
            </dd>
            <dt className="text-soft">{strings.email}</dt>
            <dd className="flex min-w-0 items-center gap-2">
              <span className="min-w-0 break-all">{me.data.email}</span>
              <ChangeButton label={words.changeEmail}>
                {(onClose) => <EmailDialog email={me.data.email} onClose={onClose} />}
              </ChangeButton>
            </dd>
            <dt className="text-soft">{words.memberSince}</dt>
            <dd>
              <Time at={me.data.createdAt} />
            </dd>
            <dt className="text-soft">{words.userId}</dt>
            <dd className="flex min-w-0 items-center gap-1">
              <code className="truncate font-mono text-xs">{me.data.id}</code>
              <CopyButton text={me.data.id} />
            </dd>
          </dl>
        )}
        <Button className="self-start" onClick={() => void signOut()}>
          {strings.signOut}
        </Button>
      </Part>
      <Part title={words.appearance}>
        <ThemeChoice />
      </Part>
      <Part title={words.changePassword}>
        <PasswordForm />
      </Part>
    </>
  );
}

/** Opens a dialog that changes a part of the profile. */
function ChangeButton({ label, children }: { label: string; children: (onClose: () => void) => ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-label={label} onClick={() => setOpen(true)}>
        {words.change}
      </Button>
      {open && children(() => setOpen(false))}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4 border-b border-line pb-8 last:border-0">
      <h2 className="text-base font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** Light, dark, or as the system. The choice is stored in the browser, so it is unknown on the server. */
function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  const known = useNow() !== null;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="sr-only">{words.appearance}</legend>
      <div className="flex flex-wrap gap-2">
        {(["light", "dark", "system"] as const).map((name) => (
          <ThemeOption
            key={name}
            name={name}
            checked={known && theme === name}
            onChoose={() => setTheme(name)}
          />
        ))}
      </div>
      <p className="text-xs text-faint">{words.appearanceHint}</p>
    </fieldset>
  );
}

type ThemeOptionProps = { name: keyof typeof words.themes; checked: boolean; onChoose: () => void };

function ThemeOption({ name, checked, onChoose }: ThemeOptionProps) {
  return (
    <label className="flex min-h-9 items-center gap-2 rounded-md border border-line-strong/60 px-3 has-checked:border-accent has-checked:bg-accent-soft">
      <input
        type="radio"
        name="theme"
        {...earlyInput.press}
        ref={useReplay()}
        checked={checked}
        onChange={onChoose}
        className="accent-accent"
      />
      {words.themes[name]}
    </label>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { kinds } from "../kinds.tsx";
import { PageHeader } from "../shell/page-header.tsx";
import { strings as shell } from "../shell/strings.ts";
import { ProblemNote } from "../ui/problem-note.tsx";
import { Loading, Skeleton } from "../ui/skeleton.tsx";
import { Continue } from "./continue.tsx";
import { Needs } from "./needs.tsx";
import { Part } from "./part.tsx";
import { strings } from "./strings.ts";

/** For somebody who comes back and asks what is to be done: what needs them, what to go on with, and a start. */
export function HomePage() {
  return (
    <>
      <PageHeader title={shell.home} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-3xl flex-col gap-10 px-4 py-8 pb-12 sm:px-6">
          <Needs />
          <Continue />
          <Start />
          <Week />
        </div>
      </div>
    </>
  );
}

/** One way to begin for each kind, and how to get better replies where no model is connected. */
function Start() {
  const trpc = useTRPC();
  const system = useQuery(trpc.system.info.queryOptions());
  return (
    <Part title={strings.start}>
      <ul className="grid gap-3 sm:grid-cols-2">
        {kinds.map(({ label, icon: Icon, hue, start }) => (
          <li
            key={label}
            className="relative flex flex-col gap-2 rounded-lg border border-line bg-raised p-4 hover:border-line-strong"
          >
            <span className={`inline-flex size-8 items-center justify-center rounded-md ${hue}`}>
              <Icon aria-hidden className="size-5" strokeWidth={1.75} />
            </span>
            <Link
              href={start.href}
              className="font-medium outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {start.label}
            </Link>
            <p className="text-soft">{start.text}</p>
          </li>
        ))}
      </ul>
      {system.data?.ai.builtIn && (
        <p className="text-soft">
          <strong className="font-medium text-text">{strings.noModel.title}.</strong> {strings.noModel.text}
        </p>
      )}
    </Part>
  );
}

/** What the week brought, with a link to the figures where a kind has them. */
function Week() {
  const trpc = useTRPC();
  const week = useQuery(trpc.sessions.week.queryOptions());
  const overview = kinds
    .flatMap(({ navigation }) => navigation)
    .find(({ section }) => section === "overview");
  return (
    <Part title={strings.week.title}>
      {week.isError && <ProblemNote error={week.error} onRetry={() => void week.refetch()} />}
      {week.isPending && (
        <Loading>
          <Skeleton className="h-14" />
        </Loading>
      )}
      {week.data && (
        <dl className="grid grid-cols-3 gap-3">
          <Figure label={strings.week.sessions(week.data.sessions)} value={week.data.sessions} />
          <Figure label={strings.week.messages(week.data.messages)} value={week.data.messages} />
          <Figure label={strings.week.unanswered} value={week.data.unanswered} />
        </dl>
      )}
      {overview && (
        <Link href={overview.href} className="w-fit text-accent-text underline underline-offset-2">
          {strings.week.more}
        </Link>
      )}
    </Part>
  );
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div className="flex flex-col-reverse">
      <dt className="text-soft">{label}</dt>
      <dd className="tabular text-xl font-semibold">{strings.count(value)}</dd>
    </div>
  );
}

"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useTRPC } from "../../api/trpc.ts";
import { PageHeader } from "../../shell/page-header.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ProblemNote } from "../../ui/problem-note.tsx";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { strings as frame } from "../strings.ts";
import { Lengths, type Overview, Ratings, SessionsByDay } from "./overview-charts.tsx";
import { Questions } from "./questions.tsx";
import { RangeBar } from "./range-bar.tsx";
import { strings } from "./strings.ts";
import { useRange } from "./use-range.ts";

const NO_DAYS = { from: "", to: "" };

/** For an owner of chatbots: the number of sessions, their ratings and lengths, and questions without an answer. */
export function OverviewPage() {
  const trpc = useTRPC();
  const chosen = useRange();
  const { range, chatbotId, set } = chosen;
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const overview = useQuery(
    trpc.chatbot.overview.queryOptions(
      { ...(range ?? NO_DAYS), timeZone, ...(chatbotId ? { chatbotId } : {}) },
      { enabled: range !== null, placeholderData: keepPreviousData },
    ),
  );
  return (
    <>
      <PageHeader title={frame.overview} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-5 pb-12 sm:px-6">
          <RangeBar chosen={chosen} />
          {range === null ? (
            <p role="alert">{strings.badRange}</p>
          ) : overview.isError && !overview.data ? (
            <ProblemNote error={overview.error} onRetry={() => void overview.refetch()} />
          ) : overview.data ? (
            <Figures overview={overview.data} showMore={() => set({ days: "90", from: "", to: "" })} />
          ) : (
            <Waiting />
          )}
        </div>
      </div>
    </>
  );
}

function Figures({ overview, showMore }: { overview: Overview; showMore: () => void }) {
  const { days, lengths, unanswered } = overview;
  const isEmpty = days.every(({ sessions }) => Object.values(sessions).every((count) => count === 0));
  if (isEmpty && unanswered.total === 0)
    return (
      <EmptyState
        icon={ChartColumn}
        title={strings.empty.title}
        action={days.length < 90 && <Button onClick={showMore}>{strings.empty.action}</Button>}
      >
        {strings.empty.text}
      </EmptyState>
    );
  return (
    <>
      <SessionsByDay days={days} />
      <div className="grid gap-8 lg:grid-cols-2">
        <Ratings overview={overview} />
        <Lengths lengths={lengths} of="messages" />
        <Lengths lengths={lengths} of="minutes" />
      </div>
      <Questions unanswered={unanswered} />
    </>
  );
}

function Waiting() {
  return (
    <Loading className="flex flex-col gap-8">
      <Skeleton className="h-64" />
      <div className="grid gap-8 lg:grid-cols-2">
        <Skeleton className="h-64" />
        <Skeleton className="h-64" />
      </div>
    </Loading>
  );
}

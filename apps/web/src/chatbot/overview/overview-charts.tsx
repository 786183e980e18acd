"use client";
import type { RouterOutputs } from "@parley/api/root";
import dynamic from "next/dynamic";
import { loadCode } from "../../ui/load-code.ts";
import { Loading, Skeleton } from "../../ui/skeleton.tsx";
import { strings as words } from "../browse/strings.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { Legend } from "./chart-patterns.tsx";
import { dayLong, dayShort, decimal, strings } from "./strings.ts";

export type Overview = RouterOutputs["chatbot"]["overview"];

const Waiting = () => (
  <Loading>
    <Skeleton className="h-55" />
  </Loading>
);
// The charting library is large, so it is loaded when there is data to show.
const Bars = dynamic(() => loadCode(() => import("./charts.tsx").then((module) => module.Bars)), {
  ssr: false,
  loading: Waiting,
});
const MeanLine = dynamic(() => loadCode(() => import("./charts.tsx").then((module) => module.MeanLine)), {
  ssr: false,
  loading: Waiting,
});

const STATUSES = ["COMPLETED", "ACTIVE", "TERMINATED", "SCHEDULED"] as const;

export function SessionsByDay({ days }: Pick<Overview, "days">) {
  const labels = STATUSES.map((status) => words.status[status]);
  const sumOf = (sessions: Overview["days"][number]["sessions"]) =>
    STATUSES.reduce((sum, status) => sum + sessions[status], 0);
  const total = days.reduce((sum, { sessions }) => sum + sumOf(sessions), 0);
  const sum = strings.sessions.sum(total);
  return (
    <ChartFigure
      title={strings.sessions.title}
      sum={total < 10 ? `${sum} ${strings.few}` : sum}
      table={{
        head: [strings.day, ...labels, strings.total],
        rows: days.map(({ day, sessions }) => ({
          key: day,
          cells: [dayLong(day), ...STATUSES.map((status) => sessions[status]), sumOf(sessions)],
        })),
      }}
    >
      <Bars
        label={`${strings.sessions.title}. ${sum}`}
        data={days.map(({ day, sessions }) => ({ name: dayShort(day), ...sessions }))}
        series={STATUSES.map((status) => ({ key: status, label: words.status[status] }))}
      />
      <Legend labels={labels} />
    </ChartFigure>
  );
}

export function Ratings({ overview: { ratings, meanRating, days } }: { overview: Overview }) {
  const title = strings.ratings.title;
  if (meanRating === null) return <Nothing title={title}>{strings.ratings.none}</Nothing>;
  const sum = strings.ratings.sum(
    ratings.reduce((all, { count }) => all + count, 0),
    decimal(meanRating),
  );
  const rated = days.filter((day) => day.meanRating !== null);
  return (
    <>
      <ChartFigure
        title={title}
        sum={sum}
        table={{
          head: [strings.ratings.stars, strings.count],
          rows: ratings.map(({ rating, count }) => ({ key: String(rating), cells: [rating, count] })),
        }}
      >
        <Bars
          label={`${title}. ${sum}`}
          data={ratings.map(({ rating, count }) => ({ name: words.rating.stars(rating), count }))}
          series={[{ key: "count", label: strings.count }]}
        />
      </ChartFigure>
      {rated.length > 1 && <MeanByDay days={days} sum={sum} />}
    </>
  );
}

function MeanByDay({ days, sum }: Pick<Overview, "days"> & { sum: string }) {
  const { byDay, mean, rated, notRated } = strings.ratings;
  return (
    <ChartFigure
      title={byDay}
      sum={sum}
      table={{
        head: [strings.day, mean, rated],
        rows: days.map((day) => ({
          key: day.day,
          cells: [dayLong(day.day), day.meanRating === null ? notRated : decimal(day.meanRating), day.rated],
        })),
      }}
    >
      <MeanLine
        label={byDay}
        data={days.map(({ day, meanRating }) => ({
          name: dayShort(day),
          mean: meanRating === null ? null : Math.round(meanRating * 10) / 10,
        }))}
        series={[{ key: "mean", label: mean }]}
      />
    </ChartFigure>
  );
}

type LengthProps = { lengths: Overview["lengths"]; of: "messages" | "minutes" };

export function Lengths({ lengths, of }: LengthProps) {
  const { title, sum: sumOf, unit } = strings[of];
  const { median, p90, histogram } = lengths[of];
  if (median === null || p90 === null) return <Nothing title={title}>{strings.noneOver}</Nothing>;
  const said = sumOf(decimal(median), decimal(p90));
  const sum = lengths.sessions < 10 ? `${said} ${strings.few}` : said;
  const parts = histogram.map(({ from, to, count }) => ({
    name: of === "messages" ? strings.part(from, to) : strings.span(from, to),
    count,
  }));
  return (
    <ChartFigure
      title={title}
      sum={sum}
      table={{
        head: [unit, strings.count],
        rows: parts.map(({ name, count }) => ({ key: name, cells: [name, count] })),
      }}
    >
      <Bars label={`${title}. ${said}`} data={parts} series={[{ key: "count", label: strings.count }]} />
    </ChartFigure>
  );
}

function Nothing({ title, children }: { title: string; children: string }) {
  return (
    <section>
      <h2 className="text-base font-semibold">{title}</h2>
      <p className="text-soft">{children}</p>
    </section>
  );
}

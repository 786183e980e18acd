import type { Db } from "@parley/db/client";
import { type SQL, sql } from "drizzle-orm";
import { type ChatbotSessionStatus, STATUSES } from "../schema.ts";

/** Statistics of an owner's sessions over a range of days. A session belongs to the day on which it was created. */
export type Overview = {
  days: {
    day: string;
    sessions: Record<ChatbotSessionStatus, number>;
    /** How many of the day's sessions have a rating, and its mean; null when none has one. */
    rated: number;
    meanRating: number | null;
  }[];
  ratings: { rating: number; count: number }[];
  meanRating: number | null;
  /** Of ended sessions. */
  lengths: { sessions: number; messages: Length; minutes: Length };
};
/** Each bin of a histogram includes `from` and excludes `to`; null: no upper bound. */
export type Length = {
  median: number | null;
  p90: number | null;
  histogram: { from: number; to: number | null; count: number }[];
};

type Range = { ownerId: string; days: string[]; bounds: Date[]; chatbotId: string | undefined };

const RATINGS = [1, 2, 3, 4, 5] as const;
/** The lower bounds of the histograms' bins. */
const MESSAGES_FROM = [0, 1, 3, 6, 11, 21, 51, 101] as const;
const MINUTES_FROM = [0, 1, 5, 15, 30, 60, 240, 1_440] as const;

/** Counts an owner's sessions by day, rating and length. @param range with the days' bounds in ascending order. */
export async function overviewOf(db: Db, range: Range): Promise<Overview> {
  const [counts, lengths] = await Promise.all([readCounts(db, range), readLengths(db, range)]);
  const rated = counts.filter(({ rating }) => rating !== null);
  return {
    days: range.days.map((day, index) =>
      dayOf(
        day,
        counts.filter((count) => count.day === index + 1),
      ),
    ),
    ratings: RATINGS.map((rating) => ({
      rating,
      count: sum(rated.filter((count) => count.rating === rating)),
    })),
    meanRating: meanOf(rated),
    lengths,
  };
}

type Count = { day: number; status: ChatbotSessionStatus; rating: number | null; count: number };

async function readCounts(db: Db, range: Range): Promise<Count[]> {
  const rows = await db.execute<Count>(sql`
    select width_bucket(s.created_at, ${timesArray(range.bounds)}) as day, s.status,
      (s.feedback->>'rating')::int as rating, count(*)::int as count
    from chatbot_session s where ${inRange(range)} group by 1, 2, 3`);
  return [...rows];
}

function dayOf(day: string, counts: Count[]): Overview["days"][number] {
  const rated = counts.filter(({ rating }) => rating !== null);
  const sessions = Object.fromEntries(
    STATUSES.map((status) => [status, sum(counts.filter((count) => count.status === status))]),
  ) as Record<ChatbotSessionStatus, number>;
  return { day, sessions, rated: sum(rated), meanRating: meanOf(rated) };
}

const sum = (counts: Count[]) => counts.reduce((total, { count }) => total + count, 0);

function meanOf(rated: Count[]): number | null {
  const total = sum(rated);
  return total === 0
    ? null
    : rated.reduce((all, { rating, count }) => all + (rating ?? 0) * count, 0) / total;
}

type Lengths = {
  sessions: number;
  messages: number[] | null;
  minutes: number[] | null;
  message_bins: Record<string, number>;
  minute_bins: Record<string, number>;
};

async function readLengths(db: Db, range: Range): Promise<Overview["lengths"]> {
  const [row] = await db.execute<Lengths>(sql`
    with length as materialized (
      select count(m.session_id)::int as messages,
        extract(epoch from s.end_time - s.start_time)::float8 / 60 as minutes
      from chatbot_session s
      left join message m on m.session_id = s.session_id and m.owner_id = s.owner_id
      where ${inRange(range)} and s.status in ('COMPLETED', 'TERMINATED')
      group by s.session_id, s.owner_id, s.start_time, s.end_time)
    select count(*)::int as sessions,
      percentile_disc(array[0.5, 0.9]) within group (order by messages) as messages,
      percentile_disc(array[0.5, 0.9]) within group (order by minutes) as minutes,
      ${binCounts("messages", MESSAGES_FROM)} as message_bins, ${binCounts("minutes", MINUTES_FROM)} as minute_bins
    from length`);
  if (!row) throw new Error("an aggregate returned no row");
  return {
    sessions: row.sessions,
    messages: lengthOf(row.messages, row.message_bins, MESSAGES_FROM),
    minutes: lengthOf(row.minutes, row.minute_bins, MINUTES_FROM),
  };
}

function lengthOf(
  percentiles: number[] | null,
  counts: Record<string, number>,
  from: readonly number[],
): Length {
  const [median = null, p90 = null] = percentiles ?? [];
  const histogram = from.map((start, index) => ({
    from: start,
    to: from[index + 1] ?? null,
    count: counts[String(index + 1)] ?? 0,
  }));
  return { median, p90, histogram };
}

/** The count of each bin, as a JSON object keyed by the bin's number, which starts at 1. */
function binCounts(column: "messages" | "minutes", from: readonly number[]): SQL {
  const value = sql.raw(`l.${column}::float8`);
  return sql`(select coalesce(json_object_agg(bin, count), '{}') from (
    select width_bucket(${value}, array[${sql.raw(from.join(","))}]::float8[]) as bin, count(*)::int as count
    from length l group by 1) counted)`;
}

function inRange({ ownerId, bounds, chatbotId }: Range): SQL {
  const [from, to] = [bounds[0], bounds.at(-1)];
  if (!from || !to) throw new Error("a range of days has a beginning and an end");
  const ofChatbot = chatbotId === undefined ? sql`` : sql`and s.chatbot_id = ${chatbotId}`;
  return sql`s.owner_id = ${ownerId} ${ofChatbot}
    and s.created_at >= ${from.toISOString()}::timestamptz and s.created_at < ${to.toISOString()}::timestamptz`;
}

/** The bounds as an array parameter for width_bucket, which returns the number of the interval that contains a time. */
const timesArray = (bounds: Date[]) =>
  sql`${`{${bounds.map((at) => `"${at.toISOString()}"`).join(",")}}`}::timestamptz[]`;

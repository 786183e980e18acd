"use client";
import { useMemo } from "react";
import { useUrlParams } from "../../ui/use-url-params.ts";

export const RANGES = [7, 30, 90] as const;
const RANGE_DEFAULT = 30;
const DAYS_MAX = 400;
const DAY_MS = 86_400_000;

/** The days of the overview, from the URL: the last 7, 30 or 90, or from one day to another. */
export function useRange() {
  const { get, set } = useUrlParams<"from" | "to" | "days" | "bot">();
  const [from, to, days, bot] = [get("from"), get("to"), get("days"), get("bot")];
  const isCustom = days === "custom";
  const last = RANGES.find((count) => String(count) === days) ?? RANGE_DEFAULT;
  const range = useMemo(() => (isCustom ? givenDays(from, to) : lastDays(last)), [isCustom, from, to, last]);
  const chatbotId = /^[0-9a-f]{24}$/.test(bot) ? bot : undefined;
  return { range, isCustom, last: isCustom ? null : last, from, to, chatbotId, set };
}

/** Null for invalid days, and for more than the API allows. */
function givenDays(from = "", to = ""): { from: string; to: string } | null {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days < DAYS_MAX ? { from, to } : null;
}

/** The days up to today in the browser's time zone. */
function lastDays(count: number): { from: string; to: string } {
  const now = new Date();
  const to = dayOf(now);
  now.setDate(now.getDate() - count + 1);
  return { from: dayOf(now), to };
}

const two = (value: number) => String(value).padStart(2, "0");
const dayOf = (at: Date) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;

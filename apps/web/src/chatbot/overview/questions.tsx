"use client";
import Link from "next/link";
import { useId } from "react";
import { messagePath } from "../../shell/paths.ts";
import { Time } from "../../ui/time/time.tsx";
import type { Overview } from "./overview-charts.tsx";
import { strings } from "./strings.ts";

const words = strings.questions;
const cell = "border-b border-line px-3 py-2 align-top text-left";

/** Questions that the knowledge base did not answer, newest first. */
export function Questions({ unanswered: { total, items } }: Pick<Overview, "unanswered">) {
  const heading = useId();
  const more = total > items.length ? ` ${words.newest(items.length)}` : "";
  return (
    <section aria-labelledby={heading} className="flex flex-col gap-3">
      <div>
        <h2 id={heading} className="text-base font-semibold">
          {words.title}
        </h2>
        <p className="text-soft">{total === 0 ? words.none : words.sum(total) + more}</p>
      </div>
      {items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <div tabIndex={0} className="overflow-x-auto">
          <table className="w-full min-w-120 border-separate border-spacing-0">
            <thead>
              <tr className="text-xs text-faint">
                <th scope="col" className={`${cell} font-medium`}>
                  {words.question}
                </th>
                <th scope="col" className={`${cell} w-24 font-medium`}>
                  {words.times}
                </th>
                <th scope="col" className={`${cell} w-28 font-medium`}>
                  {words.last}
                </th>
                <th scope="col" className={`${cell} w-44 font-medium`}>
                  {words.where}
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((question) => (
                <Question key={question.sessions[0]?.messageId} question={question} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Question({ question }: { question: Overview["unanswered"]["items"][number] }) {
  const { text, count, lastAskedAt, sessions } = question;
  return (
    <tr>
      <th scope="row" className={`${cell} font-normal break-words`}>
        {text}
      </th>
      <td className={`${cell} tabular whitespace-nowrap`}>{words.timesOf(count)}</td>
      <td className={`${cell} whitespace-nowrap`}>
        <Time at={lastAskedAt} />
      </td>
      <td className={cell}>
        <ul className="flex flex-wrap gap-x-3 gap-y-1">
          {sessions.map(({ id, messageId }, index) => (
            <li key={messageId}>
              <Link
                href={messagePath(id, messageId)}
                prefetch={false}
                className="inline-block min-h-6 text-accent-text underline underline-offset-2"
              >
                {words.session(index + 1)}
                <span className="sr-only">: {text}</span>
              </Link>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

"use client";
import type { ReactNode } from "react";
import { Time } from "../../ui/time/time.tsx";
import { RowMenu } from "./row-menu.tsx";
import { LastMessage, Marks, messagesOf, Rating, RowLink, Status } from "./row-parts.tsx";
import { strings } from "./strings.ts";
import type { BrowsedSession } from "./use-browse.ts";
import type { SessionFilters } from "./use-session-filters.ts";

export const TABLE_ROW_PX = 57;
export type RowsProps = {
  /** the rows in view */
  rows: BrowsedSession[];
  /** the index of the first one in the list */
  first: number;
  /** the number of rows in the list; -1 if unknown, as for aria-rowcount */
  total: number;
  /** the heights in pixels of the rows that are not rendered */
  above: number;
  below: number;
  filters: SessionFilters;
};

const { columns } = strings;
const head = "border-b border-line px-3 py-2 text-left text-xs font-medium text-faint";

/** The rows in view as a table; its ARIA attributes give the positions in the whole list. */
export function SessionsTable({ rows, first, total, above, below, filters }: RowsProps) {
  return (
    <table
      aria-label={strings.tableLabel}
      aria-rowcount={total === -1 ? -1 : total + 1}
      className="w-full min-w-240 table-fixed border-separate border-spacing-0"
    >
      <thead className="sticky top-0 z-20 bg-bg">
        <tr aria-rowindex={1}>
          <th scope="col" className={head}>
            {columns.session}
          </th>
          <Head width="w-28">{columns.client}</Head>
          <Head width="w-26">{columns.chatbot}</Head>
          <Head width="w-25">{columns.status}</Head>
          <Head width="w-26">{columns.started}</Head>
          <Head width="w-26">{columns.ended}</Head>
          <Head width="w-21">{columns.messages}</Head>
          <Head width="w-17">{columns.rating}</Head>
          <Head width="w-13">
            <span className="sr-only">{columns.more}</span>
          </Head>
        </tr>
      </thead>
      <tbody>
        <Gap height={above} />
        {rows.map((row, index) => (
          <Row key={row.id} row={row} index={first + index} filters={filters} />
        ))}
        <Gap height={below} />
      </tbody>
    </table>
  );
}

const Head = ({ width, children }: { width: string; children: ReactNode }) => (
  <th scope="col" className={`${head} ${width}`}>
    {children}
  </th>
);

/** In place of rows out of view. */
const Gap = ({ height }: { height: number }) =>
  height > 0 && (
    <tr aria-hidden>
      <td colSpan={9} style={{ height }} />
    </tr>
  );

const cell = "truncate border-b border-line px-3";

function Row({ row, index, filters }: { row: BrowsedSession; index: number; filters: SessionFilters }) {
  return (
    <tr
      data-row={row.id}
      aria-rowindex={index + 2}
      className="relative hover:bg-hover"
      style={{ height: TABLE_ROW_PX }}
    >
      <th scope="row" className={`${cell} text-left font-normal`}>
        <div className="flex min-w-0 items-center gap-2">
          <RowLink row={row} />
          <Marks row={row} />
        </div>
        <LastMessage row={row} />
      </th>
      <td className={cell}>{row.client.name}</td>
      <td className={cell}>{row.chatbot.name}</td>
      <td className={cell}>
        <Status row={row} />
      </td>
      <td className={`${cell} text-soft`}>
        <Time at={row.startTime} />
      </td>
      <td className={`${cell} text-soft`}>
        {row.endTime ? (
          <Time at={row.endTime} />
        ) : (
          <>
            <span aria-hidden>–</span>
            <span className="sr-only">{strings.notEnded}</span>
          </>
        )}
      </td>
      <td className={`${cell} tabular`}>{messagesOf(row)}</td>
      <td className={`${cell} tabular`}>
        <Rating rating={row.rating} />
      </td>
      <td className="border-b border-line px-2">
        <RowMenu row={row} filters={filters} />
      </td>
    </tr>
  );
}

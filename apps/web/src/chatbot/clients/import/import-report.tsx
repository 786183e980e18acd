"use client";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { clientsPath } from "../../paths.ts";
import { OutcomeCounts, OutcomeTable, RefusedDownload } from "./outcome-list.tsx";
import type { Outcome } from "./outcomes.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

type ImportReportProps = { table: Table; lines: Outcome[]; onAgain: () => void };

/** The outcome of an import: the counts, then each line, refused ones first. */
export function ImportReport({ table, lines, onAgain }: ImportReportProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="flex flex-col gap-4">
      <h2 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
        {words.done}
      </h2>
      <OutcomeCounts lines={lines} labels={words.outcomes} />
      <div className="flex flex-wrap gap-2">
        <Link href={clientsPath} className={buttonClass("primary")}>
          {words.toClients}
        </Link>
        <RefusedDownload table={table} lines={lines} />
        <Button onClick={onAgain}>{words.another}</Button>
      </div>
      <OutcomeTable table={table} lines={lines} labels={words.outcomes} title={words.done} />
    </section>
  );
}

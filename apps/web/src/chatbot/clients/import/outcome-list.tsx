"use client";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { loadCode } from "../../../ui/load-code.ts";
import { isRefused, type Outcome, outcomes, reasonOf } from "./outcomes.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

const SHOWN = 50;

type Labels = Record<(typeof outcomes)[number], string>;

/** How many lines have which outcome. */
export function OutcomeCounts({ lines, labels }: { lines: Outcome[]; labels: Labels }) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2">
      {outcomes.map((outcome) => (
        <div key={outcome} className="flex gap-2">
          <dt className="text-soft">{labels[outcome]}</dt>
          <dd className="tabular font-semibold">
            {lines.filter((line) => line.outcome === outcome).length.toLocaleString()}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Downloads the refused lines with the reasons; nothing if there are none. */
export function RefusedDownload({ table, lines }: { table: Table; lines: Outcome[] }) {
  const count = lines.filter(isRefused).length;
  if (count === 0) return null;
  return (
    <Button
      onClick={async () => {
        const { download, refusedFile } = await loadCode(() => import("./refused-file.ts"));
        download(words.refusedName, refusedFile(table, lines));
      }}
    >
      {words.download(count)}
    </Button>
  );
}

type OutcomeTableProps = {
  table: Table;
  lines: Outcome[];
  labels: Labels;
  /** of the table */
  title: string;
};

/** Each line with its outcome and its cells, the refused ones first. */
export function OutcomeTable({ table: { columns, cells }, lines, labels, title }: OutcomeTableProps) {
  const [all, setAll] = useState(false);
  const ordered = [...lines.filter(isRefused), ...lines.filter((line) => !isRefused(line))];
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table aria-label={title} className="w-full text-left">
          <thead>
            <tr className="border-b border-line">
              {[words.line, words.outcome, ...columns.map(({ name }) => name)].map((name, index) => (
                <th key={`${name} ${index}`} className="py-1 pr-4 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.line} className="border-b border-line align-top">
                <td className="tabular py-1 pr-4 text-faint">{line.line}</td>
                <td className="min-w-48 py-1 pr-4">
                  <span className={isRefused(line) ? "text-danger" : undefined}>{labels[line.outcome]}</span>
                  {reasonOf(line) && <span className="block text-soft">{reasonOf(line)}</span>}
                </td>
                {columns.map(({ name }, index) => (
                  <td key={`${name} ${index}`} className="max-w-60 truncate py-1 pr-4">
                    {cells.get(line.line)?.[index]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < lines.length && (
        <Button className="self-start" onClick={() => setAll(true)}>
          {words.all(lines.length)}
        </Button>
      )}
    </>
  );
}

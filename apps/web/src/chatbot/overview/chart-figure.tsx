"use client";
import { ChartColumn, Table as TableIcon } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { strings } from "./strings.ts";

type Cells = { head: string[]; rows: { key: string; cells: (string | number)[] }[] };
type ChartFigureProps = { title: string; sum: string; table: Cells; children: ReactNode };

/** A chart with its title and a summary sentence; a button shows the same figures as a table. */
export function ChartFigure({ title, sum, table, children }: ChartFigureProps) {
  const [asTable, setAsTable] = useState(false);
  const heading = useId();
  const action = asTable ? strings.showChart : strings.showTable;
  const Icon = asTable ? ChartColumn : TableIcon;
  return (
    <section aria-labelledby={heading} className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-start gap-2">
        <div className="min-w-0 flex-1">
          <h2 id={heading} className="text-base font-semibold">
            {title}
          </h2>
          <p className="text-soft">{sum}</p>
        </div>
        <Button size="sm" aria-label={strings.about(action, title)} onClick={() => setAsTable((is) => !is)}>
          <Icon aria-hidden className="size-3.5" />
          {action}
        </Button>
      </div>
      {asTable ? <FigureTable {...table} /> : children}
    </section>
  );
}

function FigureTable({ head, rows }: Cells) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div tabIndex={0} className="max-h-96 overflow-auto rounded-lg border border-line">
      <table className="tabular w-full border-separate border-spacing-0">
        <thead className="sticky top-0 bg-side">
          <tr>
            {head.map((name) => (
              <th
                key={name}
                scope="col"
                className="border-b border-line px-3 py-2 text-left text-xs font-medium"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [first, ...rest] }) => (
            <tr key={key}>
              <th
                scope="row"
                className="border-b border-line px-3 py-1.5 text-left font-normal whitespace-nowrap"
              >
                {first}
              </th>
              {rest.map((value, index) => (
                <td key={head[index + 1]} className="border-b border-line px-3 py-1.5">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

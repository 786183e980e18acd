"use client";
import { Button } from "../../../ui/button.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { OutcomeCounts, OutcomeTable, RefusedDownload } from "./outcome-list.tsx";
import { isRefused, type Outcome } from "./outcomes.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

type ImportPreviewProps = {
  table: Table;
  /** what an import would do; undefined until that is known */
  lines: Outcome[] | undefined;
  isChecking: boolean;
  isImporting: boolean;
  onImport: () => void;
};

/** What an import would do with each line, and the button that does it. */
export function ImportPreview({ table, lines, isChecking, isImporting, onImport }: ImportPreviewProps) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-base font-semibold">{words.columns}</h2>
      <ul className="flex flex-wrap gap-2">
        {table.columns.map(({ name, meaning }, index) => (
          <li key={`${name} ${index}`} className="rounded-md border border-line px-2 py-1">
            {words.column(name, words.meanings[meaning])}
          </li>
        ))}
      </ul>
      <h2 className="text-base font-semibold">{words.preview}</h2>
      <div role="status">
        {isChecking && (
          <span className="flex items-center gap-2 text-soft">
            <Spinner />
            {words.checking(table.rows.length)}
          </span>
        )}
        {lines && <OutcomeCounts lines={lines} labels={words.checked} />}
      </div>
      {lines && (
        <>
          <Actions table={table} lines={lines} isImporting={isImporting} onImport={onImport} />
          <OutcomeTable table={table} lines={lines} labels={words.checked} title={words.preview} />
        </>
      )}
    </section>
  );
}

type ActionsProps = Pick<ImportPreviewProps, "table" | "isImporting" | "onImport"> & { lines: Outcome[] };

function Actions({ table, lines, isImporting, onImport }: ActionsProps) {
  const refused = lines.filter(isRefused).length;
  const changing = lines.filter(({ outcome }) => outcome === "created" || outcome === "updated").length;
  return (
    <>
      <p className="text-soft">
        {changing === 0 ? words.nothing : refused > 0 ? words.leavesOut(refused) : words.allFit}
      </p>
      <div className="flex flex-wrap gap-2">
        {changing > 0 && (
          <Button look="primary" pending={isImporting} onClick={onImport}>
            {words.start(changing)}
          </Button>
        )}
        <RefusedDownload table={table} lines={lines} />
      </div>
    </>
  );
}

"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { PageHeader } from "../../../shell/page-header.tsx";
import { Button } from "../../../ui/button.tsx";
import { Field, TextArea } from "../../../ui/form/field.tsx";
import { FileDrop } from "../../../ui/form/file-drop.tsx";
import { loadCode } from "../../../ui/load-code.ts";
import { PageBody } from "../../../ui/page-body.tsx";
import { ProblemNote } from "../../../ui/problem-note.tsx";
import { ImportReport } from "./import-report.tsx";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";

const SHOWN = 10;

/** For somebody who has their clients in a spreadsheet: a preview of the parsed table, then the import. */
export function ImportClientsPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [table, setTable] = useState<Table | null>(null);
  const run = useMutation(
    trpc.chatbot.clients.import.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.chatbot.clients.list.pathKey() }),
    }),
  );

  async function read(pasted: string) {
    setText(pasted);
    const { readTable } = await loadCode(() => import("./read-table.ts"));
    setTable(pasted.trim() === "" ? null : readTable(pasted));
  }
  async function readFile(file: File | undefined) {
    if (!file) return;
    const { decodeTable } = await loadCode(() => import("./read-table.ts"));
    await read(decodeTable(new Uint8Array(await file.arrayBuffer())));
  }
  function again() {
    run.reset();
    setText("");
    setTable(null);
  }

  if (run.data && table)
    return (
      <>
        <PageHeader title={words.title} />
        <PageBody>
          <ImportReport lines={run.data.lines} rows={table.rows} onAgain={again} />
        </PageBody>
      </>
    );
  const problem = table && problemWith(table);
  return (
    <>
      <PageHeader title={words.title} />
      <PageBody>
        <p className="text-soft">{words.lead}</p>
        <FileDrop
          action={words.choose}
          hint={words.drop}
          accept=".csv,.tsv,.txt,text/csv"
          onFiles={([file]) => void readFile(file)}
        />
        <Field label={words.paste}>
          {(control) => (
            <TextArea
              {...control}
              value={text}
              onChange={(event) => void read(event.target.value)}
              placeholder={"name,email,phone,room\nGrace,grace@example.com,555 123,12"}
              className="max-h-48 min-h-24 font-mono"
            />
          )}
        </Field>
        {problem && (
          <p role="alert" className="text-danger">
            {problem}
          </p>
        )}
        {table && <Preview table={table} />}
        {run.isError && <ProblemNote error={run.error} />}
        {table && !problem && (
          <Button
            look="primary"
            className="self-start"
            pending={run.isPending}
            onClick={() => run.mutate({ rows: table.rows })}
          >
            {words.start(table.rows.length)}
          </Button>
        )}
      </PageBody>
    </>
  );
}

function problemWith({ columns, rows, brokenLine }: Table): string | null {
  if (brokenLine !== null) return words.broken(brokenLine);
  if (!columns.some(({ meaning }) => meaning === "name")) return words.noName;
  if (rows.length === 0) return words.empty;
  const max = CHATBOT_LIMITS.importLinesMax;
  return rows.length > max ? words.tooMany(rows.length, max) : null;
}

function Preview({ table: { columns, rows } }: { table: Table }) {
  const shown = rows.slice(0, SHOWN);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">{words.columns}</h2>
      <ul className="flex flex-wrap gap-2">
        {columns.map(({ name, meaning }, index) => (
          <li key={`${name} ${index}`} className="rounded-md border border-line px-2 py-1">
            {words.column(name, words.meanings[meaning])}
          </li>
        ))}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-left">
          <caption className="pb-2 text-left text-xs text-faint">
            {words.preview(shown.length, rows.length)}
          </caption>
          <thead>
            <tr className="border-b border-line">
              <th className="py-1 pr-4 font-medium">{words.line}</th>
              {columns.map(({ name }, index) => (
                <th key={`${name} ${index}`} className="py-1 pr-4 font-medium whitespace-nowrap">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.line} className="border-b border-line">
                <td className="tabular py-1 pr-4 text-faint">{row.line}</td>
                {columns.map(({ name, meaning }, index) => (
                  <td key={`${name} ${index}`} className="max-w-60 truncate py-1 pr-4">
                    {meaning === "details" ? row.details?.[name] : row[meaning]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

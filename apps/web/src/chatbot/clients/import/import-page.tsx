"use client";
import { CHATBOT_LIMITS } from "@parley/api/chatbot/schema";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "../../../api/trpc.ts";
import { PageHeader } from "../../../shell/page-header.tsx";
import { Field } from "../../../ui/form/field.tsx";
import { FileDrop } from "../../../ui/form/file-drop.tsx";
import { TextArea } from "../../../ui/form/inputs.tsx";
import { loadCode } from "../../../ui/load-code.ts";
import { PageBody } from "../../../ui/page-body.tsx";
import { ProblemNote } from "../../../ui/problem-note.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportReport } from "./import-report.tsx";
import { allOutcomes } from "./outcomes.ts";
import type { Table } from "./read-table.ts";
import { strings as words } from "./strings.ts";
import { useImportCheck } from "./use-import-check.ts";

/** For somebody who has their clients in a spreadsheet: what an import would do with each line, then the import. */
export function ImportClientsPage() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [text, setText] = useState("");
  const [table, setTable] = useState<Table | null>(null);
  const problem = table && problemWith(table);
  const check = useImportCheck(problem === null ? table : null);
  const run = useMutation(
    trpc.chatbot.clients.import.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.chatbot.clients.list.pathKey() }),
    }),
  );

  async function read(pasted: string) {
    setText(pasted);
    run.reset();
    const { readTable } = await loadCode(() => import("./read-table.ts"));
    setTable(pasted.trim() === "" ? null : readTable(pasted));
  }
  async function readFile(file: File | undefined) {
    if (!file) return;
    const { decodeTable } = await loadCode(() => import("./read-table.ts"));
    await read(decodeTable(new Uint8Array(await file.arrayBuffer())));
  }

  if (run.data && table)
    return (
      <>
        <PageHeader title={words.title} />
        <PageBody>
          <ImportReport
            table={table}
            lines={allOutcomes(table, run.data.lines)}
            onAgain={() => void read("")}
          />
        </PageBody>
      </>
    );
  return (
    <>
      <PageHeader title={words.title} />
      <PageBody>
        <p className="text-soft">{words.lead}</p>
        <FileDrop
          action={words.choose}
          hint={words.drop(CHATBOT_LIMITS.importLinesMax)}
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
        {check.isError && <ProblemNote error={check.error} onRetry={() => void check.refetch()} />}
        {run.isError && <ProblemNote error={run.error} />}
        {table && !problem && (
          <ImportPreview
            table={table}
            lines={check.data && allOutcomes(table, check.data)}
            isChecking={check.isFetching}
            isImporting={run.isPending}
            onImport={() => run.mutate({ rows: table.rows })}
          />
        )}
      </PageBody>
    </>
  );
}

function problemWith({ columns, rows, cells, brokenLine }: Table): string | null {
  if (brokenLine !== null) return words.broken(brokenLine);
  if (!columns.some(({ meaning }) => meaning === "name")) return words.noName;
  if (cells.size === 0) return words.empty;
  const max = CHATBOT_LIMITS.importLinesMax;
  return rows.length > max ? words.tooMany(rows.length, max) : null;
}

"use client";
import type { RouterOutputs } from "@parley/api/root";
import Link from "next/link";
import { useEffect, useRef, useState } from "react";
import { Button, buttonClass } from "../../../ui/button.tsx";
import { clientsPath } from "../../paths.ts";
import type { ImportRow } from "./read-table.ts";
import { strings as words } from "./strings.ts";

const outcomes = ["created", "updated", "skipped", "refused"] as const;
const SHOWN = 100;

type Line = RouterOutputs["chatbot"]["clients"]["import"]["lines"][number];
type ImportReportProps = { lines: Line[]; rows: ImportRow[]; onAgain: () => void };

/** The outcome of an import: the counts, then each line, refused ones first. */
export function ImportReport({ lines, rows, onAgain }: ImportReportProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [all, setAll] = useState(false);
  useEffect(() => heading.current?.focus(), []);
  const names = new Map(rows.map(({ line, name }) => [line, name]));
  const isRefused = ({ outcome }: Line) => outcome === "refused";
  const ordered = [...lines.filter(isRefused), ...lines.filter((line) => !isRefused(line))];
  const shown = all ? ordered : ordered.slice(0, SHOWN);
  return (
    <section className="flex flex-col gap-4">
      <h2 ref={heading} tabIndex={-1} className="text-base font-semibold outline-none">
        {words.done}
      </h2>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {outcomes.map((outcome) => (
          <div key={outcome} className="flex gap-2">
            <dt className="text-soft">{words.outcomes[outcome]}</dt>
            <dd className="tabular font-semibold">
              {lines.filter((line) => line.outcome === outcome).length.toLocaleString()}
            </dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-2">
        <Link href={clientsPath} className={buttonClass("primary")}>
          {words.toClients}
        </Link>
        <Button onClick={onAgain}>{words.another}</Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div tabIndex={0} className="overflow-x-auto">
        <table aria-label={words.done} className="w-full text-left">
          <thead>
            <tr className="border-b border-line">
              {[words.line, words.fields.name, words.outcome, words.why].map((name) => (
                <th key={name} className="py-1 pr-4 font-medium">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <tr key={line.line} className="border-b border-line align-top">
                <td className="tabular py-1 pr-4 text-faint">{line.line}</td>
                <td className="py-1 pr-4 break-words">{names.get(line.line)}</td>
                <td className={isRefused(line) ? "py-1 pr-4 text-danger" : "py-1 pr-4"}>
                  {words.outcomes[line.outcome]}
                </td>
                <td className="py-1 pr-4">
                  {line.outcome === "refused" && words.rule(fieldOf(line.field), line.rule)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < lines.length && (
        <Button className="self-start" onClick={() => setAll(true)}>
          {words.all}
        </Button>
      )}
    </section>
  );
}

const fieldOf = (field: string) => words.fields[field as keyof typeof words.fields] ?? field;

"use client";
import type { ReactNode } from "react";
import { CopyButton } from "../../ui/copy-button.tsx";
import { strings } from "../strings.ts";

const words = strings.panel;

/** A section of the panel. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** One entry of a description list. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-soft">{name}</dt>
      <dd className="text-right">{children}</dd>
    </div>
  );
}

/** An identifier with a copy button. */
export function Id({ what, id }: { what: string; id: string }) {
  return (
    <div className="flex items-center gap-2">
      <span className="w-16 shrink-0 text-soft">{what}</span>
      <code className="min-w-0 flex-1 truncate font-mono text-xs" title={id}>
        {id}
      </code>
      <CopyButton text={id} label={words.copyId(what)}>
        {""}
      </CopyButton>
    </div>
  );
}

/** The metadata of a session, as JSON. */
export function MetadataView({ metadata }: { metadata: Record<string, unknown> }) {
  if (Object.keys(metadata).length === 0) return <p className="text-soft">{words.noMetadata}</p>;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-bg p-2 font-mono text-xs"
    >
      {JSON.stringify(metadata, null, 2)}
    </pre>
  );
}

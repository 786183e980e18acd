"use client";
import { PageBody } from "../../ui/page-body.tsx";
import { PageHeader } from "../page-header.tsx";
import { Shell } from "../shell.tsx";
import { strings } from "../strings.ts";
import { NothingHere } from "./nothing-here.tsx";

/** The "not found" page in the shell. */
export function MissingInShell() {
  return (
    <Shell>
      <PageHeader title={strings.notFound.title} />
      <PageBody>
        <NothingHere />
      </PageBody>
    </Shell>
  );
}

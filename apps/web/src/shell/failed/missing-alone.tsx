import { Wordmark } from "../../landing/wordmark.tsx";
import { strings } from "../strings.ts";
import { NothingHere } from "./nothing-here.tsx";

/** The "not found" page for somebody who is not signed in. */
export function MissingAlone() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-prose flex-col py-8">
      <header className="px-5">
        <Wordmark />
      </header>
      <main id="main" className="flex flex-col gap-4 px-5 py-10">
        <h1 className="text-lg font-semibold">{strings.notFound.title}</h1>
        <NothingHere />
      </main>
    </div>
  );
}

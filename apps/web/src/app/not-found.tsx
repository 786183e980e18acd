import Link from "next/link";
import { Wordmark } from "../landing/wordmark.tsx";
import { inboxPath } from "../shell/paths.ts";
import { strings } from "../shell/strings.ts";
import { buttonClass } from "../ui/button.tsx";

export default function NotFound() {
  return (
    <div className="mx-auto flex min-h-dvh max-w-prose flex-col gap-10 px-5 py-8">
      <header>
        <Wordmark />
      </header>
      <main id="main" className="flex flex-col items-start gap-4">
        <h1 className="text-lg font-semibold">{strings.notFound.title}</h1>
        <p className="text-base text-soft">{strings.notFound.text}</p>
        <Link href={inboxPath} className={buttonClass("primary")}>
          {strings.notFound.action}
        </Link>
      </main>
    </div>
  );
}

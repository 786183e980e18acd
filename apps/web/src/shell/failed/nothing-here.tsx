import Link from "next/link";
import { buttonClass } from "../../ui/button.tsx";
import { inboxPath } from "../paths.ts";
import { strings } from "../strings.ts";

/** What may be the reason that an address leads nowhere, and the way on. */
export function NothingHere() {
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-base text-soft">{strings.notFound.text}</p>
      <Link href={inboxPath} className={buttonClass("primary")}>
        {strings.notFound.action}
      </Link>
    </div>
  );
}

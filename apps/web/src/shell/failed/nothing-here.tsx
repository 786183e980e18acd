import Link from "next/link";
import { buttonClass } from "../../ui/button.tsx";
import { homePath } from "../paths.ts";
import { strings } from "../strings.ts";

/** Why a page may not exist, and a link to the inbox. */
export function NothingHere() {
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-base text-soft">{strings.notFound.text}</p>
      <Link href={homePath} className={buttonClass("primary")}>
        {strings.notFound.action}
      </Link>
    </div>
  );
}

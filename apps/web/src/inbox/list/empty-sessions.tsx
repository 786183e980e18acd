import { Inbox, SearchX } from "lucide-react";
import Link from "next/link";
import { newSessionPath } from "../../shell/paths.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { strings } from "./strings.ts";

/** In place of a list without rows: no session matches the search, or there is none yet. */
export function EmptySessions({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  if (filtered)
    return (
      <EmptyState
        icon={SearchX}
        title={strings.noneFound.title}
        action={<Button onClick={clear}>{strings.noneFound.action}</Button>}
      >
        {strings.noneFound.text}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={Inbox}
      title={strings.empty.title}
      action={
        <Link href={newSessionPath} className={buttonClass("primary")}>
          {strings.empty.action}
        </Link>
      }
    >
      {strings.empty.text}
    </EmptyState>
  );
}

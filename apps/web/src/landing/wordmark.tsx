import Link from "next/link";
import { strings } from "../ui/strings.ts";

/** The name, as a link to the first page. */
export function Wordmark() {
  return (
    <Link href="/" className="flex w-fit items-center gap-2 rounded-md text-base font-semibold">
      <Mark />
      {strings.product}
    </Link>
  );
}

function Mark() {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className="size-5 rounded-[5px]">
      <rect width="32" height="32" fill="var(--accent)" />
      <path d="M9 10h14M9 16h14M9 22h8" stroke="var(--on-accent)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

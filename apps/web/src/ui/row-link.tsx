import Link from "next/link";

/** The link of a row of a list, which all of the row follows. */
export function RowLink({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      className="w-fit font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
    >
      {children}
    </Link>
  );
}

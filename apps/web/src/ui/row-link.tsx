import Link from "next/link";

/** A link whose target is the whole row, which must be positioned. */
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

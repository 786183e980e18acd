"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "../api/trpc.ts";
import { cx } from "../ui/cx.ts";
import { PRODUCT } from "../ui/product.ts";
import { profilePath } from "./paths.ts";

/** Who is signed in, with a link to the account. */
export function AccountLink({ className }: { className?: string }) {
  const trpc = useTRPC();
  const me = useQuery(trpc.account.me.queryOptions());
  return (
    <Link
      href={profilePath}
      prefetch={false}
      className={cx("flex min-h-9 items-center gap-2 rounded-md px-2 hover:bg-hover", className)}
    >
      <span className="font-semibold">{PRODUCT}</span>
      <span className="ml-auto min-w-0 truncate text-xs text-soft">{me.data?.name}</span>
    </Link>
  );
}

import type { ReactNode } from "react";
import { Wordmark } from "../../landing/wordmark.tsx";

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh w-full max-w-sm flex-col gap-10 px-5 py-8">
      <header>
        <Wordmark />
      </header>
      <main id="main">{children}</main>
    </div>
  );
}

"use client";
import "./globals.css";
import { RouteError } from "../shell/failed/route-error.tsx";
import { PRODUCT } from "../ui/product.ts";

/** Shown when the root layout itself fails to render. */
export default function GlobalError({ error }: { error: Error }) {
  return (
    <html lang="en">
      <body className="bg-bg text-text">
        <title>{PRODUCT}</title>
        <main>
          <RouteError error={error} reset={() => window.location.reload()} />
        </main>
      </body>
    </html>
  );
}

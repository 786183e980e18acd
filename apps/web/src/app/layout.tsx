import "./globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Providers } from "../api/provider.tsx";
import { strings } from "../landing/strings.ts";
import { earlyInputScript } from "../ui/early-input.ts";

export const metadata: Metadata = {
  title: { default: "Parley", template: "%s · Parley" },
  description: strings.description,
  applicationName: "Parley",
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fdfdfd" },
    { media: "(prefers-color-scheme: dark)", color: "#131313" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html lang="en" dir="ltr" suppressHydrationWarning>
      <head>
        <script
          nonce={nonce}
          suppressHydrationWarning
          dangerouslySetInnerHTML={{ __html: earlyInputScript }}
        />
      </head>
      <body className="min-h-dvh bg-bg text-text antialiased">
        <Providers nonce={nonce}>{children}</Providers>
      </body>
    </html>
  );
}

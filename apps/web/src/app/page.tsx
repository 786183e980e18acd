import { headers } from "next/headers";
import Link from "next/link";
import { redirect } from "next/navigation";
import { isSignedIn } from "../api/server.ts";
import { QuickStart } from "../landing/quick-start.tsx";
import { strings } from "../landing/strings.ts";
import { Wordmark } from "../landing/wordmark.tsx";
import { docsPath, homePath, signInPath, signUpPath } from "../shell/paths.ts";
import { buttonClass } from "../ui/button.tsx";

/** For somebody who has just opened this server: what it is, and a start within a minute. */
export default async function LandingPage() {
  if (await isSignedIn()) redirect(homePath);
  return (
    <div className="mx-auto flex min-h-dvh max-w-4xl flex-col px-5 pb-16">
      <header className="flex flex-wrap items-center justify-between gap-4 py-6">
        <Wordmark />
        <nav className="flex items-center gap-2">
          <a href={docsPath} className={buttonClass("quiet")}>
            {strings.docs}
          </a>
          <Link href={signInPath()} className={buttonClass("plain")}>
            {strings.signIn}
          </Link>
        </nav>
      </header>
      <main id="main" className="flex flex-col gap-14 pt-10 sm:pt-16">
        <div className="flex max-w-2xl flex-col gap-5">
          <h1 className="text-xl font-semibold text-balance">{strings.title}</h1>
          <p className="text-base text-soft">{strings.lead}</p>
          <div className="flex flex-wrap gap-3">
            <Link href={signUpPath()} className={buttonClass("primary")}>
              {strings.start}
            </Link>
          </div>
        </div>
        <section className="flex flex-col gap-4">
          <h2 className="text-lg font-semibold">{strings.inBrowser}</h2>
          <ol className="flex list-decimal flex-col gap-1 pl-5 text-base text-soft">
            {strings.inBrowserSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
        <section className="flex flex-col gap-4">
          <h2 className="text-lg font-semibold">{strings.inTerminal}</h2>
          <p className="text-base text-soft">{strings.terminalNote}</p>
          <QuickStart baseUrl={await publicUrl()} />
        </section>
        <dl className="grid gap-8 border-t border-line pt-10 sm:grid-cols-3">
          {strings.facts.map((fact) => (
            <div key={fact.title} className="flex flex-col gap-1">
              <dt className="font-semibold">{fact.title}</dt>
              <dd className="text-soft">{fact.text}</dd>
            </div>
          ))}
        </dl>
      </main>
    </div>
  );
}

async function publicUrl(): Promise<string> {
  const incoming = await headers();
  const host = incoming.get("x-forwarded-host") ?? incoming.get("host") ?? "127.0.0.1:3000";
  return `${incoming.get("x-forwarded-proto") ?? "http"}://${/^[\w.:[\]-]+$/.test(host) ? host : "127.0.0.1:3000"}`;
}

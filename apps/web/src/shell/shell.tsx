"use client";
import { usePathname } from "next/navigation";
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useEffectEvent, useState } from "react";
import { useInboxEvents } from "../inbox/inbox-events.ts";
import { loadCode } from "../ui/load-code.ts";
import { Spinner } from "../ui/spinner.tsx";
import { strings as ui } from "../ui/strings.ts";
import { useMedia } from "../ui/use-media.ts";
import { flushTypeAhead, startTypeAhead } from "./overlays/type-ahead.ts";
import { isSessionPath } from "./paths.ts";
import { ShellContext } from "./shell-context.ts";
import { Sidebar } from "./sidebar.tsx";
import { strings } from "./strings.ts";
import { useRouteFocus } from "./use-route-focus.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const PhoneBar = lazy(() =>
  loadCode(() => import("./phone-bar.tsx").then((module) => ({ default: module.PhoneBar })), Infinity),
);
const CommandMenu = lazy(() =>
  loadCode(() => import("./overlays/command-menu.tsx").then((module) => ({ default: module.CommandMenu }))),
);
const KeysDialog = lazy(() =>
  loadCode(() => import("./overlays/keys-dialog.tsx").then((module) => ({ default: module.KeysDialog }))),
);
const NavigationSheet = lazy(() =>
  loadCode(() =>
    import("./overlays/navigation-sheet.tsx").then((module) => ({ default: module.NavigationSheet })),
  ),
);

/** Where the sidebar is hidden; the same width as the class `lg`. */
const PHONE = "(width < 64rem)";

type Overlay = "palette" | "keys" | "navigation" | null;

/** The frame: the sidebar at the left, the page beside it. On a phone one of them at a time. */
export function Shell({ children }: { children: ReactNode }) {
  const [overlay, setOverlay] = useState<Overlay>(null);
  const main = useRouteFocus();
  const inSession = isSessionPath(usePathname());
  const isPhone = useMedia(PHONE, false);
  const show = useCallback((name: Overlay) => {
    if (name === "palette") startTypeAhead(() => setOverlay(null));
    setOverlay(name);
  }, []);
  useCloseOnNavigation(setOverlay);
  useEffect(() => {
    if (overlay !== "palette") flushTypeAhead();
  }, [overlay]);
  useInboxEvents();
  useShortcuts(show);
  const close = (open: boolean) => {
    if (!open) setOverlay(null);
  };
  return (
    <ShellContext value={show}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised px-3 py-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {ui.skip}
      </a>
      <div className="relative flex h-dvh flex-col overflow-hidden">
        <div className="flex min-h-0 flex-1">
          <div className="hidden w-72 shrink-0 border-r border-line bg-side lg:block">
            <Sidebar />
          </div>
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            // At a zoom of 400 % little height is left: then the page scrolls as a whole.
            className="flex min-w-0 flex-1 flex-col pt-[env(safe-area-inset-top)] short:overflow-y-auto"
          >
            {children}
          </main>
        </div>
        {!inSession && (
          <div className="min-h-13 shrink-0 border-t border-line bg-side lg:hidden">
            <Suspense>{isPhone && <PhoneBar />}</Suspense>
          </div>
        )}
      </div>
      <Suspense fallback={<OverlayLoading onEscape={() => setOverlay(null)} />}>
        {overlay === "palette" && <CommandMenu open onOpenChange={close} />}
        {overlay === "keys" && <KeysDialog open onOpenChange={close} />}
        {overlay === "navigation" && <NavigationSheet open onOpenChange={close} />}
      </Suspense>
    </ShellContext>
  );
}

/** In the place of an overlay whose code takes long to load: without a connection that may be a while. */
function OverlayLoading({ onEscape }: { onEscape: () => void }) {
  const leave = useEffectEvent(onEscape);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && leave();
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className="fixed inset-x-0 top-24 z-50 mx-auto w-fit animate-late">
      <p
        role="status"
        className="flex items-center gap-2 rounded-lg border border-line-strong bg-raised px-4 py-2 shadow-(--shadow)"
      >
        <Spinner />
        {navigator.onLine ? ui.loading : strings.loadsWhenOnline}
      </p>
    </div>
  );
}

/** Closes the overlay after a navigation. */
function useCloseOnNavigation(setOverlay: (overlay: Overlay) => void) {
  const path = usePathname();
  useEffect(() => setOverlay(null), [path, setOverlay]);
}

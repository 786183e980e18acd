import type { ExternalToast } from "sonner";

type Options = Pick<
  ExternalToast,
  "id" | "description" | "duration" | "action" | "onAutoClose" | "onDismiss"
>;

let wanted = false;
let tellReady = () => {};
const watchers = new Set<() => void>();
const ready = new Promise<void>((resolve) => {
  tellReady = resolve;
});

// The toasts' code comes with the first toast, not with the page.
async function toaster() {
  wanted = true;
  for (const watcher of watchers) watcher();
  const [{ toast }] = await Promise.all([import("sonner"), ready]);
  return toast;
}

/** For the place where toasts appear: whether there has been one, and that it can show them now. */
export const toastHost = {
  subscribe(watcher: () => void) {
    watchers.add(watcher);
    return () => watchers.delete(watcher);
  },
  isWanted: () => wanted,
  isReady: () => tellReady(),
};

/** Short news at the edge of the screen. Nothing that must be read is said only here. */
export const notify = {
  info: (text: string, options?: Options) => void toaster().then((toast) => toast(text, options)),
  error: (text: string, options?: Options) => void toaster().then((toast) => toast.error(text, options)),
};

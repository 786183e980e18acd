import type { ExternalToast } from "sonner";
import { loadCode } from "../load-code.ts";

type Options = Pick<ExternalToast, "id" | "description" | "duration" | "onAutoClose" | "onDismiss"> & {
  action?: { label: string; onClick: () => void };
};

let requested = false;
let resolveReady = () => {};
const listeners = new Set<() => void>();
const ready = new Promise<void>((resolve) => {
  resolveReady = resolve;
});

// The code for toasts is loaded with the first toast, not with the page.
async function toaster() {
  requested = true;
  for (const listener of listeners) listener();
  const [{ toast }] = await Promise.all([loadCode(() => import("sonner"), Infinity), ready]);
  return toast;
}

/** For `ToastHost`: whether a toast was requested, and the signal that it is mounted. */
export const toastHost = {
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  isRequested: () => requested,
  onMounted: () => resolveReady(),
};

/** The toaster moves the focus back to the page when it loses it: before the action, which may move it elsewhere. */
const withAction = ({ action, ...options }: Options = {}): ExternalToast => ({
  ...options,
  ...(action && {
    action: {
      label: action.label,
      onClick: ({ currentTarget }) => {
        currentTarget.blur();
        action.onClick();
      },
    },
  }),
});

/** Shows a toast. Toasts vanish, so nothing that must be read may be shown only in one. */
export const notify = {
  info: (text: string, options?: Options) => void toaster().then((toast) => toast(text, withAction(options))),
  error: (text: string, options?: Options) =>
    void toaster().then((toast) => toast.error(text, withAction(options))),
};

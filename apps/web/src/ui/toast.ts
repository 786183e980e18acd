import type { ExternalToast } from "sonner";

type Options = Pick<
  ExternalToast,
  "id" | "description" | "duration" | "action" | "onAutoClose" | "onDismiss"
>;

// The toasts' code comes with the first toast, not with the page.
const toaster = () => import("sonner").then((module) => module.toast);

/** Short news at the edge of the screen. Nothing that must be read is said only here. */
export const notify = {
  info: (text: string, options?: Options) => void toaster().then((toast) => toast(text, options)),
  error: (text: string, options?: Options) => void toaster().then((toast) => toast.error(text, options)),
  dismiss: (id: string) => void toaster().then((toast) => toast.dismiss(id)),
};

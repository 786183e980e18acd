import { PRODUCT } from "./product.ts";

/** Words of the shared components. */
export const strings = {
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was refused by the browser. Select the text and copy it by hand.",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  undo: "Undo",
  removed: (name: string) => `“${name}” is removed.`,
  loading: "Loading",
  tryAgain: "Try again",
  requestId: "Request id",
  details: "Details for support",
  showPassword: "Show password",
  hidePassword: "Hide password",
  optional: "optional",
  product: PRODUCT,
  skip: "Skip to content",
  never: "never",
  justNow: "just now",
};

import { plural } from "./plural.ts";
import { PRODUCT } from "./product.ts";

/** Words of the shared components. */
export const strings = {
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying was refused by the browser. Select the text and copy it by hand.",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  saved: "Saved",
  undo: "Undo",
  loading: "Loading",
  tryAgain: "Try again",
  reload: "Reload the page",
  requestId: "Request id",
  details: "Details for support",
  showPassword: "Show password",
  hidePassword: "Hide password",
  optional: "optional",
  product: PRODUCT,
  skip: "Skip to content",
  menu: "Menu",
  never: "never",
  justNow: "just now",
  conflict: {
    title: "This was changed somewhere else",
    body: "Somebody, perhaps you in another window, saved a different version while you were editing. Nothing has been overwritten.",
    theirs: "Saved now",
    yours: "Yours",
    field: "Field",
    keepTheirs: "Take the saved version",
    keepYours: "Save mine over it",
  },
  minutes: (count: number) => plural(count, { one: "# minute", other: "# minutes" }),
  hours: (count: number) => plural(count, { one: "# hour", other: "# hours" }),
};

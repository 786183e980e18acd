import { problemOf } from "../../api/problem.ts";
import { notify } from "./toast.ts";

/** Shows an error as a toast, where the page has no place for it. */
export function notifyProblem(error: unknown): void {
  const { what, next } = problemOf(error);
  notify.error(what, { description: next });
}

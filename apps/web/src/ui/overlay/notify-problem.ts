import { problemOf } from "../../api/problem.ts";
import { notify } from "./toast.ts";

/** Tells an error where it has no place of its own on the page. */
export function tellProblem(error: unknown): void {
  const { what, next } = problemOf(error);
  notify.error(what, { description: next });
}

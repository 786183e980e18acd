import { auth } from "../account/auth-api.ts";
import { problemOf } from "../api/problem.ts";
import { notify } from "../ui/toast.ts";

/** Ends the sign-in and leaves with a full load, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await auth.signOut();
    window.location.assign("/");
  } catch (error) {
    const { what, next } = problemOf(error);
    notify.error(what, { description: next });
  }
}

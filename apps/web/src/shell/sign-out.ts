import { auth } from "../account/auth-api.ts";
import { setLeaving } from "../api/leaving.ts";
import { problemOf } from "../api/problem.ts";
import { notify } from "../ui/overlay/toast.ts";

/** Ends the sign-in and leaves with a full load, so that nothing of this person stays in memory. */
export async function signOut(): Promise<void> {
  // A list that is asked for at this moment would be refused, and the page leave for the sign-in instead.
  setLeaving(true);
  try {
    await auth.signOut();
    window.location.assign("/");
  } catch (error) {
    setLeaving(false);
    const { what, next } = problemOf(error);
    notify.error(what, { description: next });
  }
}

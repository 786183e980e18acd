import { auth } from "../account/auth-api.ts";
import { setLeaving } from "../api/leaving.ts";
import { problemOf } from "../api/problem.ts";
import { notify } from "../ui/overlay/toast.ts";

/** Signs out and leaves with a full page load, so that no data of this person stays in memory. */
export async function signOut(): Promise<void> {
  // A query in flight would fail with UNAUTHORIZED, which redirects to the sign-in page.
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

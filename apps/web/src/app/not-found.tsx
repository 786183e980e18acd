import { isSignedIn } from "../api/server.ts";
import { Missing } from "../shell/failed/missing.tsx";

/** Next makes this for every page, in case it turns out not to be there: it must cost next to nothing. */
export default async function NotFound() {
  return <Missing signedIn={await isSignedIn()} />;
}

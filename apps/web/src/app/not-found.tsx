import { isSignedIn } from "../api/server.ts";
import { Missing } from "../shell/failed/missing.tsx";

/** Next renders this with every page, in case the page calls notFound(), so it must be cheap. */
export default async function NotFound() {
  return <Missing signedIn={await isSignedIn()} />;
}

import { LoaderCircle } from "lucide-react";

/** Decorative: the text beside it says what is in progress. */
export function Spinner() {
  return <LoaderCircle aria-hidden className="size-4 animate-spin" />;
}

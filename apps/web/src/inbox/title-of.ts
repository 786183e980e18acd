import { strings } from "./strings.ts";

type Titled = {
  title: string | null;
  preview?: string | null;
  answeredBy: { name: string };
  person: { id: string; name: string | null } | null;
  takesPart: boolean;
};

/** The title to show for a session: its own, else its last message, else whom it is with. */
export function titleOf({ title, preview, answeredBy, person, takesPart }: Titled): string {
  const other = takesPart || !person ? answeredBy.name : (person.name ?? person.id);
  return title ?? preview ?? strings.untitled(other);
}

import { strings } from "./strings.ts";

type Titled = {
  title: string | null;
  answeredBy: { name: string };
  person: { id: string; name: string | null } | null;
  takesPart: boolean;
};

/** The title to show for a session, the same everywhere: its own, else whom it is with. */
export function titleOf({ title, answeredBy, person, takesPart }: Titled): string {
  const other = takesPart || !person ? answeredBy.name : (person.name ?? person.id);
  return title ?? strings.untitled(other);
}

import { Button } from "../../ui/button.tsx";
import { strings } from "./strings.ts";

/** A session without messages: who answers, and three example messages. */
export function EmptySession({ name, onPick }: { name: string; onPick: (text: string) => void }) {
  return (
    <div className="my-auto flex flex-col items-center gap-3 py-10 text-center text-sm">
      <h2 className="text-lg font-semibold">{strings.emptyTitle(name)}</h2>
      <p className="text-soft">{strings.emptyText}</p>
      <ul className="flex flex-col items-center gap-2">
        {strings.examples.map((example) => (
          <li key={example}>
            <Button className="max-w-full whitespace-normal" onClick={() => onPick(example)}>
              {example}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}

"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Button } from "../../ui/button.tsx";
import { strings } from "./strings.ts";

/** How many of an agent's texts are offered as questions. */
const TITLES_SHOWN = 3;

type EmptySessionProps = { agentId: string; name: string; onPick: (text: string) => void };

/** A session without messages: who answers, and questions to begin with, of what the agent knows. */
export function EmptySession({ agentId, name, onPick }: EmptySessionProps) {
  const trpc = useTRPC();
  const agent = useQuery(trpc.agent.agents.get.queryOptions({ id: agentId }, { retry: false }));
  const titles = agent.data?.knowledge.slice(0, TITLES_SHOWN).map(({ title }) => title) ?? [];
  const examples = titles.length > 0 ? titles.map(strings.exampleAbout) : strings.examples;
  return (
    <div className="my-auto flex flex-col items-center gap-3 py-10 text-center text-sm">
      <h2 className="text-lg font-semibold">{strings.emptyTitle(name)}</h2>
      <p className="text-soft">{strings.emptyText}</p>
      {/* Laid out when it is known what to offer, so that no question moves under the pointer. */}
      {!agent.isPending && (
        <ul className="flex flex-col items-center gap-2">
          {[strings.firstExample, ...examples].map((example) => (
            <li key={example}>
              <Button className="max-w-full whitespace-normal" onClick={() => onPick(example)}>
                {example}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

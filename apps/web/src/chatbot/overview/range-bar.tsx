"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../api/trpc.ts";
import { Choice } from "../../ui/form/choice.tsx";
import { DayField } from "../../ui/form/day-field.tsx";
import { Select } from "../../ui/form/inputs.tsx";
import { strings } from "./strings.ts";
import { RANGES, type useRange } from "./use-range.ts";

const choice = "px-2.5 whitespace-nowrap";

type RangeBarProps = { chosen: ReturnType<typeof useRange> };

/** The days and the chatbot that the overview is about. */
export function RangeBar({ chosen }: RangeBarProps) {
  const trpc = useTRPC();
  const chatbots = useQuery(trpc.chatbot.chatbots.list.queryOptions({ limit: 100 }));
  const { range, isCustom, last, chatbotId, set } = chosen;
  return (
    <search className="flex flex-wrap items-center gap-2" aria-label={strings.range}>
      <fieldset className="flex overflow-hidden rounded-md border border-line-strong">
        <legend className="sr-only">{strings.range}</legend>
        {RANGES.map((count) => (
          <Choice
            key={count}
            name="range"
            className={choice}
            checked={last === count}
            onChoose={() => set({ days: String(count), from: "", to: "" })}
          >
            {strings.days(count)}
          </Choice>
        ))}
        <Choice
          name="range"
          className={choice}
          checked={isCustom}
          onChoose={() => set({ days: "custom", from: range?.from ?? "", to: range?.to ?? "" })}
        >
          {strings.custom}
        </Choice>
      </fieldset>
      {isCustom && (
        <>
          <DayField
            label={strings.from}
            value={chosen.from}
            onChange={(from) => set({ from })}
            inputClassName="min-w-34"
          />
          <DayField
            label={strings.to}
            value={chosen.to}
            onChange={(to) => set({ to })}
            inputClassName="min-w-34"
          />
        </>
      )}
      <Select
        aria-label={strings.chatbot}
        value={chatbotId ?? ""}
        onChange={(event) => set({ bot: event.target.value })}
        className="w-auto max-w-60"
      >
        <option value="">{strings.allChatbots}</option>
        {chatbots.data?.items.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
    </search>
  );
}

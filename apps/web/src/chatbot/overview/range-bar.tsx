"use client";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTRPC } from "../../api/trpc.ts";
import { cx } from "../../ui/cx.ts";
import { Select, TextInput } from "../../ui/form/field.tsx";
import { strings } from "./strings.ts";
import { RANGES, type useRange } from "./use-range.ts";

type RangeBarProps = { chosen: ReturnType<typeof useRange> };

/** Which days, and of which chatbot. */
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
            checked={last === count}
            onChoose={() => set({ days: String(count), from: "", to: "" })}
          >
            {strings.days(count)}
          </Choice>
        ))}
        <Choice
          checked={isCustom}
          onChoose={() => set({ days: "custom", from: range?.from ?? "", to: range?.to ?? "" })}
        >
          {strings.custom}
        </Choice>
      </fieldset>
      {isCustom && (
        <>
          <Day label={strings.from} value={chosen.from} onChange={(from) => set({ from })} />
          <Day label={strings.to} value={chosen.to} onChange={(to) => set({ to })} />
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

function Choice({
  checked,
  onChoose,
  children,
}: {
  checked: boolean;
  onChoose: () => void;
  children: string;
}) {
  return (
    <label
      className={cx(
        "flex min-h-9 cursor-pointer items-center px-2.5 whitespace-nowrap has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent",
        checked ? "bg-accent-soft font-medium text-accent-text" : "hover:bg-hover",
      )}
    >
      <input type="radio" name="range" checked={checked} onChange={onChoose} className="sr-only" />
      {children}
    </label>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <div className="flex items-center gap-2">
      <label htmlFor={id} className="text-soft">
        {label}
      </label>
      <TextInput
        id={id}
        type="date"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="h-9 min-w-34 py-0"
      />
    </div>
  );
}

"use client";
import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { useDeferredValue, useId, useState } from "react";
import { strings } from "./strings.ts";
import { useChatbots, useClients } from "./use-directory.ts";

type Named = { id: string; name: string; email?: string | null };

type PickerProps = {
  label: string;
  value: Named | null;
  onChange: (value: Named | null) => void;
};

/** Chooses one of the clients, found by a part of the name or the email. */
export function ClientPicker(props: PickerProps) {
  const [text, setText] = useState("");
  const { items, isPending } = useClients(useSearch(text, props.value));
  return <Picker {...props} items={items} pending={isPending} onText={setText} />;
}

/** Chooses one of the chatbots, found by a part of the name. */
export function ChatbotPicker(props: PickerProps) {
  const [text, setText] = useState("");
  const { items, isPending } = useChatbots(useSearch(text, props.value));
  return <Picker {...props} items={items} pending={isPending} onText={setText} />;
}

/** The field shows the name of the selected item, which is not a search. */
function useSearch(text: string, value: Named | null): string {
  return useDeferredValue(text === value?.name ? "" : text.trim());
}

type ItemsProps = PickerProps & { items: Named[]; pending: boolean; onText: (text: string) => void };

function Picker({ label, value, onChange, items, pending, onText }: ItemsProps) {
  const id = useId();
  return (
    <Combobox.Root
      items={items}
      filter={null}
      value={value}
      onValueChange={onChange}
      onInputValueChange={onText}
      itemToStringLabel={({ name }) => name}
      isItemEqualToValue={(a, b) => a.id === b.id}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        <Combobox.Input
          id={id}
          placeholder={strings.pick}
          className="w-full rounded-md border border-line-strong bg-raised px-3 py-2 text-base text-text sm:text-sm"
        />
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="z-50 w-(--anchor-width)">
          <Combobox.Popup
            data-edge
            className="max-h-64 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-text shadow-(--shadow)"
          >
            <Combobox.Empty className="px-2 text-soft not-empty:py-2">
              {pending ? "" : strings.pickNothing}
            </Combobox.Empty>
            <Combobox.List>
              {(item: Named) => (
                <Combobox.Item
                  key={item.id}
                  value={item}
                  className="flex min-h-9 items-center gap-2 rounded-md px-2 outline-none data-highlighted:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate">
                    {item.name} {item.email && <span className="text-xs text-soft">{item.email}</span>}
                  </span>
                  <Combobox.ItemIndicator>
                    <Check aria-hidden className="size-4" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}

"use client";
import { useEffect, useRef } from "react";
import { notify } from "../overlay/toast.ts";
import { strings } from "../strings.ts";

const UNDO_MS = 8_000;

type Entries<Entry> = {
  remove: (index: number) => void;
  insert: (index: number, entry: Entry, options: { shouldFocus: boolean }) => void;
};

/**
 * Removes entries of a list in a form, which can be undone. The focus stays in the list: it goes to the remove button of the
 * entry that is then at the place, else of the last one, else to the button that adds one.
 *
 * @returns `list` and `add`: the refs of the list, whose remove buttons have the attribute `data-remove`, and of the button
 *   that adds an entry; `remove`: takes the entry's index, its values, and its name for the toast
 */
export function useRemoval<Entry extends object>({ remove, insert }: Entries<Entry>) {
  const list = useRef<HTMLOListElement & HTMLUListElement>(null);
  const add = useRef<HTMLButtonElement>(null);
  const place = useRef<number | null>(null);
  useEffect(() => {
    if (place.current === null) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-remove]") ?? [])];
    (buttons[place.current] ?? buttons.at(-1) ?? add.current)?.focus();
    place.current = null;
  });

  function removeWithUndo(index: number, entry: Entry, name: string) {
    place.current = index;
    remove(index);
    if (Object.values(entry).every((value) => value === "")) return;
    notify.info(strings.removed(name), {
      duration: UNDO_MS,
      action: {
        label: strings.undo,
        onClick: () => {
          place.current = index;
          insert(index, entry, { shouldFocus: false });
        },
      },
    });
  }

  return { list, add, remove: removeWithUndo };
}

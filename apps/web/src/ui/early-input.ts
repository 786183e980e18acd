import { type Ref, type RefCallback, useCallback } from "react";

/*
 * Input before hydration: the server's HTML shows buttons and fields before React listens to them. What is done to them
 * in that time is recorded, and replayed when each of them hydrates.
 */

/** Marks an element whose early input is recorded: presses, or its value. Removed by `useReplay` on hydration. */
export const earlyInput = {
  press: { "data-early": "press" },
  value: { "data-early": "value" },
} as const;

type Recorded = Map<Element, "press" | { value: string }>;

declare global {
  interface Window {
    parleyEarlyInput?: Recorded;
  }
}

/** Runs in the page's head. It is sent as text, so it must not refer to anything outside itself. */
function recordEarlyInput() {
  const recorded: Recorded = new Map();
  window.parleyEarlyInput = recorded;
  const record = (element: Element, what: "press" | { value: string }) => {
    // Replayed in the order of the last input of each element.
    recorded.delete(element);
    recorded.set(element, what);
  };
  const onClick = (event: Event) => {
    const button = (event.target as Element).closest?.("[data-early^=press]");
    if (!button) return;
    event.preventDefault();
    button.setAttribute("data-early", "pressed");
    record(button, "press");
  };
  const onInput = (event: Event) => {
    const field = event.target as HTMLInputElement;
    if (field.getAttribute?.("data-early") === "value") record(field, { value: field.value });
  };
  window.addEventListener("click", onClick, true);
  window.addEventListener("input", onInput, true);
}

/** The source of the script for the page's head. */
export const earlyInputScript = `(${recordEarlyInput})()`;

/** A ref that replays the early input of an element marked by {@link earlyInput}; `ref` is given the element, too. */
export function useReplay<T extends HTMLElement>(ref?: Ref<T>): RefCallback<T> {
  return useCallback(
    (element: T | null) => {
      // First, because react-hook-form sets the field's value in its ref.
      const cleanUp = typeof ref === "function" ? ref(element) : undefined;
      if (ref && typeof ref === "object") ref.current = element;
      if (element) replay(element);
      return cleanUp;
    },
    [ref],
  );
}

function replay(element: HTMLElement) {
  element.removeAttribute("data-early");
  const what = window.parleyEarlyInput?.get(element);
  if (!what) return;
  window.parleyEarlyInput?.delete(element);
  // After the commit: React does not dispatch events to the element before.
  queueMicrotask(() => {
    if (what === "press") element.click();
    else setValue(element as HTMLInputElement, what.value);
  });
}

/** Sets a field's value as user input does. React ignores an input event whose value equals the one it last saw. */
function setValue(field: HTMLInputElement, value: string) {
  field.value = "";
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}

import { type Ref, type RefCallback, useCallback } from "react";

/*
 * Between a page's first paint and the moment its script listens, buttons and fields are there and nobody hears them.
 * What is done to them in that time is kept, and done again when each of them wakes.
 */

/** How an element says that it sleeps until `useWake` wakes it: it is pressed, or it has a value. */
export const asleep = {
  press: { "data-asleep": "press" },
  value: { "data-asleep": "value" },
} as const;

type Kept = Map<Element, "press" | { value: string }>;

declare global {
  interface Window {
    parleyEarly?: Kept;
  }
}

/** Runs in the page's head, before anything can be pressed. It is sent as text: it leans on nothing outside itself. */
function keepEarly() {
  const kept: Kept = new Map();
  window.parleyEarly = kept;
  const keep = (element: Element, what: "press" | { value: string }) => {
    // The last thing done is the last to be done again.
    kept.delete(element);
    kept.set(element, what);
  };
  const onClick = (event: Event) => {
    const button = (event.target as Element).closest?.("[data-asleep^=press]");
    if (!button) return;
    event.preventDefault();
    button.setAttribute("data-asleep", "pressed");
    keep(button, "press");
  };
  const onInput = (event: Event) => {
    const field = event.target as HTMLInputElement;
    if (field.getAttribute?.("data-asleep") === "value") keep(field, { value: field.value });
  };
  window.addEventListener("click", onClick, true);
  window.addEventListener("input", onInput, true);
}

/** The text of a script for the page's head. */
export const earlyScript = `(${keepEarly})()`;

/** A ref that wakes its element, and gives it to `ref` as well. For elements with one of the marks of {@link asleep}. */
export function useWake<T extends HTMLElement>(ref?: Ref<T>): RefCallback<T> {
  return useCallback(
    (element: T | null) => {
      // Given away first: a form's library sets the field to its own idea of the value then.
      const cleanUp = typeof ref === "function" ? ref(element) : undefined;
      if (ref && typeof ref === "object") ref.current = element;
      if (element) wake(element);
      return cleanUp;
    },
    [ref],
  );
}

function wake(element: HTMLElement) {
  element.removeAttribute("data-asleep");
  const what = window.parleyEarly?.get(element);
  if (!what) return;
  window.parleyEarly?.delete(element);
  // Once React has committed: before that nobody hears it either.
  queueMicrotask(() => {
    if (what === "press") element.click();
    else enter(element as HTMLInputElement, what.value);
  });
}

/** Sets a field's value as a person does. React takes it for news only if it differs from what React has seen. */
function enter(field: HTMLInputElement, value: string) {
  field.value = "";
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
  field.dispatchEvent(new Event(field.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
}

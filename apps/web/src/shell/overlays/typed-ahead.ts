/*
 * The command menu's code comes when it is first asked for, and its field has the focus a moment after that. Whoever
 * knows what they look for types on meanwhile: the keys are kept for it, and reach nothing that is behind it.
 */

let typed = "";
let stop: (() => void) | undefined;

/**
 * Keeps what is typed from now on, until it is taken.
 * @param onEscape called when Escape is pressed meanwhile; what was typed is forgotten then
 */
export function typeAhead(onEscape: () => void): void {
  stop?.();
  // Asked for while it is open
  if (document.activeElement?.matches("[cmdk-input]")) return;
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      takeTyped();
      onEscape();
    } else if (event.key === "Backspace") typed = typed.slice(0, -1);
    else if ([...event.key].length === 1) typed += event.key;
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKey, true);
  stop = () => window.removeEventListener("keydown", onKey, true);
}

/** What was typed ahead, once; from then on keys go where the focus is. */
export function takeTyped(): string {
  stop?.();
  stop = undefined;
  const text = typed;
  typed = "";
  return text;
}

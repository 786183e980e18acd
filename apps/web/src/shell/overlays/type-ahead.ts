/*
 * The command menu's code is loaded on first use, and its field is focused when it is rendered. Keys that are typed in
 * between are buffered for the field, and do not reach the page behind.
 */

let buffer = "";
let stop: (() => void) | undefined;

/**
 * Buffers what is typed from now on, until it is flushed.
 * @param onEscape called when Escape is pressed meanwhile; the buffer is discarded
 */
export function startTypeAhead(onEscape: () => void): void {
  stop?.();
  // The menu is open already.
  if (document.activeElement?.matches("[cmdk-input]")) return;
  const onKey = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") {
      flushTypeAhead();
      onEscape();
    } else if (event.key === "Backspace") buffer = buffer.slice(0, -1);
    else if ([...event.key].length === 1) buffer += event.key;
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener("keydown", onKey, true);
  stop = () => window.removeEventListener("keydown", onKey, true);
}

/** Returns and clears the buffer, and stops buffering. */
export function flushTypeAhead(): string {
  stop?.();
  stop = undefined;
  const text = buffer;
  buffer = "";
  return text;
}

/** A key on the keyboard. */
export function Kbd({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong/60 bg-raised px-1 font-sans text-xs text-soft">
      {children}
    </kbd>
  );
}

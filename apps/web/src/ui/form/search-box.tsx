"use client";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { cx } from "../cx.ts";
import { TextInput } from "./inputs.tsx";

const DEBOUNCE_MS = 250;

type SearchBoxProps = {
  label: string;
  placeholder?: string;
  /** what is searched for now; a change from outside replaces the text */
  value: string;
  onSearch: (q: string) => void;
  maxLength?: number;
  className?: string;
};

/** A search field. `onSearch` is debounced: it is called when typing pauses. */
export function SearchBox({
  label,
  placeholder = label,
  value,
  onSearch,
  maxLength,
  className,
}: SearchBoxProps) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      search.current(text);
    }, DEBOUNCE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className={cx("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={placeholder}
        maxLength={maxLength}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 py-0 pl-9"
      />
    </div>
  );
}

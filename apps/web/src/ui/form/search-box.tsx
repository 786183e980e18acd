"use client";
import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { TextInput } from "./field.tsx";

const PAUSE_MS = 250;

type SearchBoxProps = { label: string; inUrl: string; onSearch: (q: string) => void };

/** Looks on the server when the typing pauses. */
export function SearchBox({ label, inUrl, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(inUrl);
  const sent = useRef(inUrl);
  const search = useRef(onSearch);
  search.current = onSearch;
  useEffect(() => {
    if (inUrl === sent.current) return;
    sent.current = inUrl;
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      search.current(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="relative min-w-48 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-3 size-4 text-faint" />
      <TextInput
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="h-9 py-0 pl-9"
      />
    </div>
  );
}

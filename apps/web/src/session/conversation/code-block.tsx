"use client";
import { isValidElement, type ReactNode, useRef } from "react";
import { CopyButton } from "../../ui/copy-button.tsx";
import { strings } from "../strings.ts";

/** Code with its language and a copy button. */
export function CodeBlock({ children }: { children: ReactNode }) {
  const pre = useRef<HTMLPreElement>(null);
  return (
    <div data-edge className="my-3 overflow-hidden rounded-lg border border-line bg-side text-sm">
      <div className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-3 text-xs text-soft">
        {languageOf(children)}
        <CopyButton text={() => pre.current?.textContent ?? ""} label={strings.copyCode}>
          {strings.copy}
        </CopyButton>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre ref={pre} tabIndex={0} className="overflow-x-auto p-3 font-mono leading-5">
        {children}
      </pre>
    </div>
  );
}

function languageOf(children: ReactNode): string {
  if (!isValidElement<{ className?: string }>(children)) return strings.code;
  return /language-(\S+)/.exec(children.props.className ?? "")?.[1] ?? strings.code;
}

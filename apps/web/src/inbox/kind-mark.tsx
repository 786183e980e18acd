import type { SessionKind } from "../api/types.ts";
import { kindOf } from "../kinds.tsx";

/** A kind's icon in its hue. The icon and its label tell kinds apart without colour too. */
export function KindMark({ kind }: { kind: SessionKind }) {
  const { icon: Icon, hue, label } = kindOf(kind);
  return (
    <span
      role="img"
      aria-label={label}
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-md ${hue}`}
    >
      <Icon aria-hidden className="size-4" strokeWidth={1.75} />
    </span>
  );
}

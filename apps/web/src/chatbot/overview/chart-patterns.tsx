/* Fills that are told apart without colour: full, striped, dotted, empty. */

const NAMES = ["full", "striped", "dotted", "empty"] as const;
const id = (name: string) => `chart-${name}`;

/** The fill of the series with this number, from 0. */
export const fillOf = (index: number) => `url(#${id(NAMES[index % NAMES.length] ?? "full")})`;

/** The definitions for {@link fillOf}; once in each SVG that uses it. */
export function Patterns() {
  const square = { width: 6, height: 6, patternUnits: "userSpaceOnUse" } as const;
  return (
    <defs>
      <pattern id={id("full")} {...square}>
        <rect width={6} height={6} fill="var(--chatbot)" />
      </pattern>
      <pattern id={id("striped")} {...square} patternTransform="rotate(45)">
        <rect width={6} height={6} fill="var(--chatbot-soft)" />
        <rect width={3} height={6} fill="var(--chatbot)" />
      </pattern>
      <pattern id={id("dotted")} {...square}>
        <rect width={6} height={6} fill="var(--chatbot-soft)" />
        <circle cx={3} cy={3} r={1.5} fill="var(--chatbot)" />
      </pattern>
      <pattern id={id("empty")} {...square}>
        <rect width={6} height={6} fill="var(--bg)" />
      </pattern>
    </defs>
  );
}

/** The legend of the fills. */
export function Legend({ labels }: { labels: string[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {labels.map((label, index) => (
        <li key={label} className="flex items-center gap-2">
          <svg aria-hidden width={12} height={12}>
            <Patterns />
            <rect width={11} height={11} x={0.5} y={0.5} fill={fillOf(index)} stroke="var(--chatbot)" />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** Requests a second, and the microseconds of CPU that each took in the server and in Postgres. */
export type Lap = { perSecond: number; node: number; postgres: number };
export type Race = { product: Lap; baseline: Lap };

export type Table = {
  /** Without a target the line only informs. */
  race(name: string, race: Race, target: number | undefined): void;
  /** A measure that is to stay at or below a most. */
  atMost(name: string, value: number, most: number, unit: string): void;
  fact(name: string, value: string): void;
  /** How many figures were not reached. */
  missed(): number;
};

const NAME_WIDTH = 58;
const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const fine = (value: number) => (value >= 100 ? whole.format(value) : value.toFixed(value >= 10 ? 1 : 2));

const cost = ({ node, postgres }: Lap) => `${whole.format(node)} + ${whole.format(postgres)}`;

/** Prints each line when it is known: a full run takes minutes. */
export function createTable(print: (line: string) => void): Table {
  let missed = 0;
  function line(name: string, measured: string, wanted: string, reached?: boolean) {
    if (reached === false) missed += 1;
    const mark = reached === undefined ? " " : reached ? "✓" : "✗";
    print(`${mark} ${name.padEnd(NAME_WIDTH)}${measured.padEnd(44)}${wanted}`.trimEnd());
  }
  return {
    race(name, { product, baseline }, target) {
      const ratio = product.perSecond / baseline.perSecond;
      const rates = `${whole.format(product.perSecond)} / ${whole.format(baseline.perSecond)} a second`;
      const measured = `${ratio.toFixed(2)} × baseline (${rates})`;
      if (target === undefined) line(name, measured, "");
      else line(name, measured, `≥ ${target}`, ratio >= target);
      if (Number.isNaN(product.node)) return;
      line("", `CPU a request, Node + Postgres: ${cost(product)} / ${cost(baseline)} µs`, "");
    },
    atMost: (name, value, most, unit) =>
      line(name, `${fine(value)} ${unit}`, `≤ ${most} ${unit}`, value <= most),
    fact: (name, value) => line(name, value, ""),
    missed: () => missed,
  };
}

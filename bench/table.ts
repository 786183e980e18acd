/** Requests per second, and the CPU microseconds per request in the server process and in Postgres. */
export type Sample = { perSecond: number; node: number; postgres: number };
/** The product's figures beside those of what it is compared with. */
export type Comparison = { product: Sample; reference: Sample };

export type Table = {
  /** @param reference names what the product is compared with. @param target without one the line only informs. */
  comparison(name: string, reference: string, result: Comparison, target: number | undefined): void;
  /** A figure with an upper limit. */
  atMost(name: string, value: number, limit: number, unit: string): void;
  /** A line that only informs. */
  info(name: string, value: string): void;
  /** How many figures have missed their target so far. */
  missed(): number;
};

const NAME_WIDTH = 58;
const VALUE_WIDTH = 44;
const integer = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** With three significant digits or more. */
const formatValue = (value: number) =>
  value >= 100 ? integer.format(value) : value.toFixed(value >= 10 ? 1 : 2);
const formatCpu = ({ node, postgres }: Sample) => `${integer.format(node)} + ${integer.format(postgres)}`;

/** Prints each line as soon as it is measured: a full run takes many minutes. */
export function createTable(print: (line: string) => void): Table {
  let missed = 0;
  function line(name: string, value: string, target: string, reached?: boolean) {
    if (reached === false) missed += 1;
    const mark = reached === undefined ? " " : reached ? "✓" : "✗";
    print(`${mark} ${name.padEnd(NAME_WIDTH)}${value.padEnd(VALUE_WIDTH)}${target}`.trimEnd());
  }
  return {
    comparison(name, reference, result, target) {
      const ratio = result.product.perSecond / result.reference.perSecond;
      const rates = `${integer.format(result.product.perSecond)} / ${integer.format(result.reference.perSecond)}`;
      const value = `${ratio.toFixed(2)} × ${reference} (${rates} a second)`;
      if (target === undefined) line(name, value, "");
      else line(name, value, `≥ ${target}`, ratio >= target);
      if (Number.isNaN(result.product.node)) return;
      const cpu = `${formatCpu(result.product)} / ${formatCpu(result.reference)} µs`;
      line("", `CPU per request, Node + Postgres: ${cpu}`, "");
    },
    atMost: (name, value, limit, unit) =>
      line(name, `${formatValue(value)} ${unit}`, `≤ ${limit} ${unit}`, value <= limit),
    info: (name, value) => line(name, value, ""),
    missed: () => missed,
  };
}

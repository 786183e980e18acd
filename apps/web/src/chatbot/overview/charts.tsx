"use client";
import {
  Bar,
  BarChart,
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { fillOf, Patterns } from "./chart-patterns.tsx";

type Series = { key: string; label: string };
type ChartProps = { data: Record<string, string | number | null>[]; series: Series[]; label: string };

const HEIGHT = 220;
const axis = {
  stroke: "var(--line-strong)",
  tick: { fill: "var(--ink-soft)", fontSize: 12 },
  tickLine: false,
} as const;
const tooltip = {
  contentStyle: {
    background: "var(--raised)",
    border: "1px solid var(--line)",
    borderRadius: 8,
    color: "var(--ink)",
  },
  itemStyle: { color: "var(--ink)" },
  cursor: { fill: "var(--hover)" },
  isAnimationActive: false,
} as const;
const margin = { top: 8, right: 8, bottom: 0, left: -16 };

/** A bar chart; several series are stacked, and told apart by pattern as well as colour. */
export function Bars({ data, series, label }: ChartProps) {
  return (
    <div role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <BarChart data={data} margin={margin} accessibilityLayer={false}>
          <Patterns />
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="name" {...axis} minTickGap={16} />
          <YAxis allowDecimals={false} {...axis} axisLine={false} />
          <Tooltip {...tooltip} />
          {series.map(({ key, label: name }, index) => (
            <Bar
              key={key}
              dataKey={key}
              name={name}
              stackId="all"
              fill={fillOf(index)}
              stroke="var(--chatbot)"
              strokeWidth={series.length > 1 ? 1 : 0}
              isAnimationActive={false}
              maxBarSize={40}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  );
}

/** The mean rating over time. A day without ratings is a gap; dots make single days visible. */
export function MeanLine({ data, series, label }: ChartProps) {
  return (
    <div role="img" aria-label={label}>
      <ResponsiveContainer width="100%" height={HEIGHT}>
        <LineChart data={data} margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis dataKey="name" {...axis} minTickGap={16} />
          <YAxis domain={[1, 5]} ticks={[1, 2, 3, 4, 5]} {...axis} axisLine={false} />
          <Tooltip {...tooltip} />
          {series.map(({ key, label: name }) => (
            <Line
              key={key}
              dataKey={key}
              name={name}
              stroke="var(--chatbot)"
              strokeWidth={2}
              dot={{ r: 3, fill: "var(--chatbot)" }}
              isAnimationActive={false}
            />
          ))}
        </LineChart>
      </ResponsiveContainer>
    </div>
  );
}

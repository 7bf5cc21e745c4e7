import { t } from "@lingui/core/macro";

export interface Point { label: string; value: number }

/** Bars with a table for those who don't see them. */
export function Chart({ title, points, unit }: { title: string; points: Point[]; unit: string }) {
  const top = Math.max(1, ...points.map((point) => point.value));
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="text-sm font-medium">{title}</figcaption>
      <div aria-hidden className="flex h-32 items-end gap-1 border-b border-line">
        {points.map((point) => (
          <div key={point.label} title={`${point.label}: ${point.value}`} className="min-h-px flex-1 rounded-t-[3px] bg-accent transition-[height]" style={{ height: `${(100 * point.value) / top}%` }} />
        ))}
      </div>
      <div aria-hidden className="flex justify-between text-xs text-quiet tabular-nums">
        <span>{points[0]?.label}</span>
        <span>{points.at(-1)?.label}</span>
      </div>
      <table className="sr-only">
        <caption>{title}</caption>
        <thead><tr><th>{t`Time`}</th><th>{unit}</th></tr></thead>
        <tbody>{points.map((point) => <tr key={point.label}><th>{point.label}</th><td>{point.value}</td></tr>)}</tbody>
      </table>
    </figure>
  );
}

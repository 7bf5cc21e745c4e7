import { t } from "@lingui/core/macro";
import { count } from "@/lib/numbers";
import { cx } from "./cx";

export interface Point {
  label: string;
  value: number;
}

/** A bar chart with an equivalent table for screen readers. */
export function Chart({
  title,
  points,
  unit,
  read = String,
  isTall = false,
}: {
  title: string;
  points: Point[];
  unit: string;
  /** A value as people read it. */
  read?: (value: number) => string;
  isTall?: boolean;
}) {
  const top = Math.max(1, ...points.map((point) => point.value));
  return (
    <figure
      className={cx("relative flex flex-col", isTall ? "min-h-0 flex-1 gap-[0.3em]" : "gap-3")}
    >
      <figcaption className={isTall ? "text-[0.75em] text-quiet" : "text-sm font-medium"}>
        {title}
      </figcaption>
      <div
        aria-hidden
        className={cx(
          "flex items-end gap-1 border-b border-line",
          isTall ? "max-h-[8em] min-h-[3em] flex-1" : "h-32",
        )}
      >
        {points.map((point) => (
          <div
            key={point.label}
            title={`${point.label}: ${read(point.value)}`}
            className="min-h-px flex-1 rounded-t-[3px] bg-accent transition-[height]"
            style={{ height: `${(100 * point.value) / top}%` }}
          />
        ))}
      </div>
      <div
        aria-hidden
        className={cx(
          "flex justify-between text-quiet tabular-nums",
          isTall ? "text-[0.75em]" : "text-xs",
        )}
      >
        <span>{points[0]?.label}</span>
        {isTall && <span className="text-text">{t`Peak: ${count(top)}`}</span>}
        <span>{points.at(-1)?.label}</span>
      </div>
      {/* A table can't be clipped itself: it keeps the height of its rows. */}
      <div className="sr-only">
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th>{t`Time`}</th>
              <th>{unit}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.label}>
                <th>{point.label}</th>
                <td>{read(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

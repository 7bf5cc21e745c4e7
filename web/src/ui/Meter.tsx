import { Meter as AriaMeter, Label, ProgressBar } from "react-aria-components";
import { cx } from "./cx";

export interface Part {
  label: string;
  value: number;
  className: string;
}

/** A share of a total, as text and as a bar. Several parts are stacked in one bar. */
export function Meter({
  label,
  value,
  max,
  text,
}: {
  label: string;
  value: number;
  max: number;
  text?: string;
}) {
  return (
    <AriaMeter
      value={value}
      maxValue={Math.max(max, 1)}
      className="flex flex-col gap-1.5"
      {...(text ? { valueLabel: text } : {})}
    >
      {({ percentage, valueText }) => (
        <>
          <div className="flex items-baseline justify-between gap-3 text-sm">
            <Label>{label}</Label>
            <span data-figures className="text-quiet">
              {valueText}
            </span>
          </div>
          <Bar parts={[{ label, value: percentage, className: "bg-accent" }]} max={100} />
        </>
      )}
    </AriaMeter>
  );
}

export function Bar({ parts, max, className }: { parts: Part[]; max: number; className?: string }) {
  return (
    <div
      aria-hidden
      className={cx("flex h-2 gap-0.5 overflow-hidden rounded-full bg-sunken", className)}
    >
      {parts
        .filter((part) => part.value > 0)
        .map((part) => (
          <div
            key={part.label}
            className={cx("transition-[width]", part.className)}
            style={{ width: `${(100 * part.value) / Math.max(max, 1)}%` }}
          />
        ))}
    </div>
  );
}

export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <ProgressBar
      {...(value === null ? { isIndeterminate: true } : { value })}
      className="flex flex-col gap-1.5"
    >
      {({ valueText }) => (
        <>
          <div className="flex justify-between text-sm">
            <Label>{label}</Label>
            <span data-figures className="text-quiet">
              {valueText}
            </span>
          </div>
          <div className="h-2 overflow-hidden rounded-full bg-sunken">
            <div
              className={cx(
                "h-full rounded-full bg-accent transition-[width]",
                value === null && "w-1/3 animate-[breathe_1.6s_infinite]",
              )}
              style={value === null ? undefined : { width: `${value}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  );
}

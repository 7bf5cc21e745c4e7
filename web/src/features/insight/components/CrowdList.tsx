import { t } from "@lingui/core/macro";
import type { GateFigures, PartCrowd, ZoneFigures } from "@/api";
import { count } from "@/lib/numbers";
import { Bar } from "@/ui";
import { parts, zoneName } from "../model";

/** With more zones than this, the list has two columns. */
const ONE_COLUMN_MAX = 6;

/** People inside out of those expected, per zone. Sizes are relative, because it is used on desktops and on wall screens. */
export function ZoneList({ zones }: { zones: readonly ZoneFigures[] }) {
  const shown = parts(zones);
  if (shown.length === 0) return null;
  return (
    <section className="flex flex-col gap-[0.6em]">
      <h2 className="text-[0.75em] text-quiet">{t`Inside, by zone`}</h2>
      <ul
        className={
          shown.length > ONE_COLUMN_MAX
            ? "grid grid-cols-2 gap-x-[1.2em] gap-y-[0.5em] text-[0.75em]"
            : "flex flex-col gap-[0.6em]"
        }
      >
        {shown.map((zone) => {
          const expected = Math.max(zone.expected, zone.arrived);
          return (
            <li
              key={`${zone.zone ?? ""}${zone.has_seats ? "" : "-"}`}
              className="flex flex-col gap-[0.3em]"
            >
              <p className="flex items-baseline justify-between gap-[1em]">
                <span className="min-w-0 truncate" dir="auto">
                  {zoneName(zone, shown)}
                </span>
                <span
                  data-figures
                  className="whitespace-nowrap"
                >{t`${count(zone.inside)} of ${count(expected)}`}</span>
              </p>
              <Bar
                max={expected}
                className="h-[0.35em]"
                parts={[{ label: "inside", value: zone.inside, className: "bg-positive" }]}
              />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Per part of the event: people who came out of those expected, and how many of them are still inside. */
export function PartList({ parts }: { parts: readonly PartCrowd[] }) {
  if (parts.length === 0) return null;
  return (
    <section className="flex flex-col gap-[0.6em]">
      <h2 className="text-[0.75em] text-quiet">{t`Arrivals by part`}</h2>
      <ul className="flex flex-col gap-[0.6em]">
        {parts.map((part) => {
          const expected = Math.max(part.expected, part.arrived);
          return (
            <li key={part.part_id} className="flex flex-col gap-[0.3em]">
              <p className="flex items-baseline justify-between gap-[1em]">
                <span className="min-w-0 truncate" dir="auto">
                  {part.title}
                </span>
                <span
                  data-figures
                  className="whitespace-nowrap"
                >{t`${count(part.arrived)} of ${count(expected)}`}</span>
              </p>
              <Bar
                max={expected}
                className="h-[0.35em]"
                parts={[{ label: "arrived", value: part.arrived, className: "bg-positive" }]}
              />
              {part.inside < part.arrived && (
                <p data-figures className="text-[0.75em] text-quiet">
                  {t`${count(part.inside)} still inside`}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Per gate: people inside, first arrivals and the current rate. */
export function GateList({ gates }: { gates: readonly GateFigures[] }) {
  if (!gates.some((gate) => gate.gate)) return null;
  const isMany = gates.length > ONE_COLUMN_MAX;
  return (
    <section className="flex flex-col gap-[0.6em]">
      <h2 className="text-[0.75em] text-quiet">{t`Inside, by gate`}</h2>
      <ul
        className={
          isMany
            ? "grid grid-cols-2 gap-x-[1.2em] text-[0.75em]"
            : "flex flex-col divide-y divide-line"
        }
      >
        {gates.map((gate) => (
          <li key={gate.gate ?? ""} className="py-[0.35em] first:pt-0">
            <p className="flex items-baseline justify-between gap-[1em]">
              <span className="min-w-0 truncate" dir="auto">
                {gate.gate ?? t`No gate named`}
              </span>
              <span data-figures className="whitespace-nowrap">
                {gate.expected === null
                  ? count(gate.inside)
                  : t`${count(gate.inside)} of ${count(Math.max(gate.expected, gate.inside))}`}
              </span>
            </p>
            <p className="flex justify-between gap-[1em] text-[0.75em] text-quiet">
              <span data-figures>{t`${count(gate.arrived)} arrived`}</span>
              {gate.lately > 0 && (
                <span
                  data-figures
                  className="text-positive"
                >{t`+${count(gate.lately)} in 5 min`}</span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { t } from "@lingui/core/macro";
import type { Seat } from "@/api";
import { count } from "@/lib/numbers";
import { kindName } from "@/lib/seatLabels";
import { countByStatus, type CategoryLook } from "../model";

export function Legend({ seats, looks }: { seats: readonly Seat[]; looks: CategoryLook[] }) {
  const counts = countByStatus(seats);
  const entries: [string, number, React.ReactNode][] = [
    [t`Free`, counts.free, <circle key="f" cx="10" cy="10" r="7.5" fill="var(--seat-paper)" />],
    [
      t`Held`,
      counts.held,
      <circle key="h" cx="10" cy="10" r="7.5" fill="url(#legend-hatch)" strokeDasharray="2.5 2" />,
    ],
    [
      t`Taken`,
      counts.assigned,
      <circle key="a" cx="10" cy="10" r="7.5" fill="var(--seat-taken)" />,
    ],
    [
      t`Blocked`,
      counts.blocked,
      <g key="b">
        <circle cx="10" cy="10" r="7.5" fill="var(--seat-blocked)" />
        <path d="m7 7 6 6m0-6-6 6" />
      </g>,
    ],
  ];
  const accessible = seats.filter((seat) => seat.accessible).length;
  return (
    <ul aria-label={t`Legend`} className="flex flex-wrap gap-x-5 gap-y-2 text-xs text-quiet">
      <svg width="0" height="0" aria-hidden className="absolute">
        <defs>
          <pattern
            id="legend-hatch"
            width="3"
            height="3"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="1" height="3" fill="var(--line-strong)" />
          </pattern>
        </defs>
      </svg>
      {entries.map(([word, number, shape]) => (
        <li key={word} className="flex items-center gap-1.5">
          <svg
            viewBox="0 0 20 20"
            className="size-4.5"
            stroke="var(--seat-ink)"
            strokeWidth="1.3"
            aria-hidden
          >
            {shape}
          </svg>
          {word}{" "}
          <span data-figures className="text-text">
            {count(number)}
          </span>
        </li>
      ))}
      {accessible > 0 && (
        <li className="flex items-center gap-1.5">
          <svg
            viewBox="0 0 20 20"
            className="size-4.5"
            fill="var(--seat-paper)"
            stroke="var(--seat-ink)"
            strokeWidth="1.3"
            aria-hidden
          >
            <rect x="3" y="3" width="14" height="14" rx="3" />
          </svg>
          {t`Accessible`}{" "}
          <span data-figures className="text-text">
            {count(accessible)}
          </span>
        </li>
      )}
      {looks.map((look) => (
        <li key={look.name} className="flex items-center gap-1.5">
          <svg viewBox="0 0 20 20" className="size-4.5" aria-hidden>
            <circle
              cx="10"
              cy="10"
              r="7.5"
              fill="var(--seat-paper)"
              stroke={look.hue}
              strokeWidth="2.5"
            />
            <text
              x="10"
              y="10.5"
              fontSize="9"
              fontWeight="700"
              textAnchor="middle"
              dominantBaseline="central"
              fill="var(--seat-ink)"
            >
              {look.letter}
            </text>
          </svg>
          <bdi>{kindName(look.name)}</bdi>
        </li>
      ))}
    </ul>
  );
}

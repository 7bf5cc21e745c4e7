import { memo } from "react";
import { initialsOf } from "@/ui";
import type { CategoryLook, Placed } from "../model";
import { seatDescription } from "../model";

interface Props {
  seat: Placed;
  unit: number;
  look: CategoryLook | undefined;
  isSelected: boolean;
  isTarget: boolean;
  isTabStop: boolean;
  isClose: boolean;
}

/**
 * A seat whose state is shown by shape, pattern and symbol as well as colour:
 * free is an outlined circle with its number, held is hatched with a dashed outline, taken is filled with initials, blocked is crossed out.
 */
export const SeatShape = memo(function SeatShape({
  seat,
  unit,
  look,
  isSelected,
  isTarget,
  isTabStop,
  isClose,
}: Props) {
  const r = unit * 0.41;
  const rim = look?.hue ?? "var(--line-strong)";
  const { status } = seat;
  const fill =
    status === "assigned"
      ? "var(--seat-taken)"
      : status === "held"
        ? "url(#hatch)"
        : status === "blocked"
          ? "var(--seat-blocked)"
          : "var(--seat-paper)";
  const common = {
    fill,
    stroke: rim,
    strokeWidth: unit * 0.065,
    ...(status === "held" ? { strokeDasharray: `${unit * 0.12} ${unit * 0.09}` } : {}),
  };
  const sign =
    status === "assigned"
      ? initialsOf(seat.guest?.name ?? "") || "●"
      : status === "blocked"
        ? "×"
        : (/\d+$/.exec(seat.seat_number)?.[0] ?? seat.seat_number);
  return (
    <g
      data-seat={seat.id}
      role="button"
      tabIndex={isTabStop ? 0 : -1}
      aria-label={seatDescription(seat)}
      aria-pressed={isSelected}
      transform={`translate(${seat.px} ${seat.py})`}
      className="group cursor-pointer outline-none"
    >
      <title>{seatDescription(seat)}</title>
      <circle
        r={r * 1.32}
        fill="none"
        stroke="var(--accent-text)"
        strokeWidth={unit * 0.07}
        className={isSelected ? "" : "opacity-0 group-focus-visible:opacity-100"}
      />
      {isTarget && <circle r={r * 1.18} fill="var(--accent-soft)" />}
      {seat.accessible ? (
        <rect x={-r} y={-r} width={2 * r} height={2 * r} rx={r * 0.35} {...common} />
      ) : (
        <circle r={r} {...common} />
      )}
      {isClose && (
        <text
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={unit * 0.3}
          fontWeight={500}
          fill={status === "assigned" ? "var(--seat-paper)" : "var(--seat-ink)"}
          className="pointer-events-none select-none"
        >
          {sign}
        </text>
      )}
      {isClose && look?.letter && (
        <text
          x={r * 0.95}
          y={-r * 0.75}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={unit * 0.24}
          fontWeight={700}
          fill="var(--seat-ink)"
          stroke="var(--seat-paper)"
          strokeWidth={unit * 0.06}
          paintOrder="stroke"
          className="pointer-events-none select-none"
        >
          {look.letter}
        </text>
      )}
    </g>
  );
});

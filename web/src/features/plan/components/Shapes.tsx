import { memo } from "react";
import { tablePath } from "@/lib/planshapes";
import { tableName } from "@/lib/seatLabels";
import type { Background, Kind, Row, Seat, Table } from "../model/document";
import { crossesPath, inkOn, patternId, seatsPath } from "./marks";

interface LineProps {
  seats: readonly Seat[];
  row: Row | undefined;
  kinds: readonly Kind[];
  unit: number;
  isClose: boolean;
  chosen: ReadonlySet<string> | null;
  twice: ReadonlySet<string>;
}

/** The seats of a row or table: one path per category, symbols on top, and the row's label at its ends. */
export const LineShape = memo(function LineShape({
  seats,
  row,
  kinds,
  unit,
  isClose,
  chosen,
  twice,
}: LineProps) {
  const r = unit * 0.38;
  const names = [...new Set(seats.map((seat) => seat.category))];
  const blocked = seats.filter((seat) => seat.blocked);
  const companions = seats.filter((seat) => seat.companion);
  const picked = chosen ? seats.filter((seat) => chosen.has(seat.guid)) : [];
  const wrong = twice.size > 0 ? seats.filter((seat) => twice.has(seat.seat_number)) : [];
  return (
    <g>
      {names.map((name) => (
        <path
          key={name}
          d={seatsPath(
            seats.filter((seat) => seat.category === name && !seat.blocked),
            r,
          )}
          fill={`url(#${patternId(kinds, name)})`}
        />
      ))}
      {blocked.length > 0 && (
        <path
          d={seatsPath(blocked, r)}
          fill="var(--seat-blocked)"
          stroke="var(--line-strong)"
          strokeWidth={unit * 0.03}
        />
      )}
      {blocked.length > 0 && (
        <path
          d={crossesPath(blocked, r * 0.45)}
          fill="none"
          stroke="var(--seat-ink)"
          strokeWidth={unit * 0.05}
        />
      )}
      {companions.length > 0 && (
        <path
          d={seatsPath(
            companions.map((seat) => ({ ...seat, accessible: false })),
            r * 1.16,
          )}
          fill="none"
          stroke="var(--seat-ink)"
          strokeWidth={unit * 0.035}
          strokeDasharray={`${unit * 0.08} ${unit * 0.06}`}
        />
      )}
      {picked.length > 0 && (
        <path
          d={seatsPath(picked, r * 1.2)}
          fill="none"
          stroke="var(--accent-text)"
          strokeWidth={unit * 0.09}
        />
      )}
      {wrong.length > 0 && (
        <path
          d={seatsPath(wrong, r * 1.22)}
          fill="none"
          stroke="var(--danger)"
          strokeWidth={unit * 0.08}
        />
      )}
      {isClose &&
        seats.map(
          (seat) =>
            !seat.blocked && (
              <text
                key={seat.guid}
                x={seat.x}
                y={seat.y}
                fontSize={unit * 0.32}
                textAnchor="middle"
                dominantBaseline="central"
                fill={inkOn(kinds.find((kind) => kind.name === seat.category)?.color ?? "")}
                fontWeight={600}
              >
                {seat.number ?? seat.seat_number}
              </text>
            ),
        )}
      {row && <RowLabel row={row} seats={seats} unit={unit} />}
    </g>
  );
});

function RowLabel({ row, seats, unit }: { row: Row; seats: readonly Seat[]; unit: number }) {
  const [first, last] = [seats[0], seats.at(-1)];
  if (!first || !last || row.label_at === "none" || !row.label) return null;
  const beyond = (end: Seat, next: Seat | undefined) => {
    const [dx, dy] =
      next && next !== end ? [end.x - next.x, end.y - next.y] : [end === first ? -1 : 1, 0];
    const length = Math.hypot(dx, dy) || 1;
    return { x: end.x + (dx / length) * unit * 0.85, y: end.y + (dy / length) * unit * 0.85 };
  };
  const places = [
    ...(row.label_at !== "end" ? [beyond(first, seats[1])] : []),
    ...(row.label_at !== "start" ? [beyond(last, seats.at(-2))] : []),
  ];
  return (
    <>
      {places.map((at, index) => (
        <text
          key={index}
          {...at}
          fontSize={unit * 0.44}
          textAnchor="middle"
          dominantBaseline="central"
          fill="var(--quiet)"
          fontWeight={600}
        >
          {row.label}
        </text>
      ))}
    </>
  );
}

export const TableTop = memo(function TableTop({ table, unit }: { table: Table; unit: number }) {
  return (
    <g transform={`translate(${table.x} ${table.y})`}>
      <path
        d={tablePath(table, table.radius)}
        transform={`rotate(${table.rotation})`}
        fill="var(--surface)"
        stroke="var(--line-strong)"
        strokeWidth={unit * 0.04}
      />
      <text
        fontSize={Math.min(
          unit * 0.5,
          ((table.width ?? table.radius * 2) * 1.5) /
            Math.max(4, tableName(table.table_number).length),
        )}
        textAnchor="middle"
        dominantBaseline="central"
        fill="var(--quiet)"
        fontWeight={500}
      >
        {tableName(table.table_number)}
      </text>
    </g>
  );
});

export function Picture({ background }: { background: Background }) {
  const { file_id, x, y, scale, opacity, width, height } = background;
  return (
    <image
      href={`/api/files/${file_id}`}
      x={x}
      y={y}
      width={(width ?? 0) * scale}
      height={(height ?? 0) * scale}
      opacity={opacity}
      preserveAspectRatio="none"
    />
  );
}

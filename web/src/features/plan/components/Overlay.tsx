import { useMemo } from "react";
import type { Found } from "../model/bounds";
import type { PlanDocument } from "../model/document";
import { seatsIn, type Selection } from "../model/edit";
import { seatsPath } from "./marks";
import type { Drawn } from "./drawing";
import { TableTop } from "./Shapes";
import { AreaDrawing } from "@/ui";

interface Props {
  plan: PlanDocument;
  objects: readonly Found[];
  selection: Selection;
  unit: number;
  perPixel: number;
  twice: ReadonlySet<string>;
  ghost: Drawn | null;
  resized: PlanDocument | null;
  isMoving: boolean;
}

/** Up to this many seats are drawn individually while dragging; beyond that only outlines are drawn. */
const MAX_DRAGGED = 3000;

/** SVG layer above a large plan: selected seats, dragged objects and the shape being drawn. */
export function Overlay({
  plan,
  objects,
  selection,
  unit,
  perPixel,
  twice,
  ghost,
  resized,
  isMoving,
}: Props) {
  const r = unit * 0.38;
  const single = useMemo(
    () => plan.seats.filter((seat) => selection.has(`s:${seat.guid}`)),
    [plan.seats, selection],
  );
  const wrong = useMemo(
    () =>
      twice.size > 0
        ? plan.seats.filter((seat) => twice.has(seat.seat_number)).slice(0, MAX_DRAGGED)
        : [],
    [plan.seats, twice],
  );
  const rings = useMemo(() => seatsPath(single.slice(0, MAX_DRAGGED), r * 1.2), [single, r]);
  const dragged = useMemo(() => {
    if (!isMoving) return "";
    const seats = seatsIn(plan, selection);
    if (seats.length <= MAX_DRAGGED) return seatsPath(seats, r);
    return objects
      .flatMap(({ key, box }) =>
        selection.has(key) ? `M${box[0]} ${box[1]}H${box[2]}V${box[3]}H${box[0]}Z` : [],
      )
      .join("");
  }, [isMoving, plan, objects, selection, r]);
  const added = ghost && {
    seats: ghost.plan.seats.slice(plan.seats.length),
    tables: ghost.plan.tables.slice(plan.tables.length),
    areas: ghost.plan.areas.slice(plan.areas.length),
  };
  const areas = resized
    ? resized.areas.filter((area, at) => area !== plan.areas[at])
    : isMoving
      ? plan.areas.filter((area) => selection.has(`a:${area.id}`))
      : [];
  return (
    <g aria-hidden className="pointer-events-none">
      {dragged && (
        <path
          d={dragged}
          fill="var(--accent-soft)"
          stroke="var(--accent-text)"
          strokeWidth={perPixel}
        />
      )}
      {areas.map((area) => (
        <AreaDrawing key={area.id} area={area} unit={unit} />
      ))}
      {added?.areas.map((area) => (
        <AreaDrawing key={area.id} area={area} unit={unit} />
      ))}
      {added?.tables.map((table) => (
        <TableTop key={table.id} table={table} unit={unit} />
      ))}
      {added && (
        <path
          d={seatsPath(added.seats, r)}
          fill="var(--accent-soft)"
          stroke="var(--accent-text)"
          strokeWidth={perPixel}
        />
      )}
      {rings && (
        <path
          d={rings}
          fill="none"
          stroke="var(--accent-text)"
          strokeWidth={Math.max(unit * 0.09, 1.5 * perPixel)}
        />
      )}
      {wrong.length > 0 && (
        <path
          d={seatsPath(wrong, r * 1.22)}
          fill="none"
          stroke="var(--danger)"
          strokeWidth={Math.max(unit * 0.08, 1.5 * perPixel)}
        />
      )}
    </g>
  );
}

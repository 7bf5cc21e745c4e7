import { useMemo } from "react";
import type { PlanDocument, Seat } from "../model/document";
import { LineShape, Picture, TableTop } from "./Shapes";
import type { Editor } from "./useEditor";
import type { View } from "./useStageView";
import { AreaDrawing } from "@/ui";

interface Props {
  editor: Editor;
  plan: PlanDocument;
  lines: ReadonlyMap<string, Seat[]>;
  view: View | null;
  perPixel: number;
  twice: ReadonlySet<string>;
}

/** Renders a small plan as SVG. Lines outside the viewport are skipped. */
export function PlanShapes({ editor, plan, lines, view, perPixel, twice }: Props) {
  const { unit, selection } = editor;
  const rows = useMemo(() => new Map(plan.rows.map((row) => [row.id, row])), [plan.rows]);
  const isClose = unit / perPixel > 16;
  const isSeen = (seats: readonly { x: number; y: number }[]) =>
    view !== null &&
    seats.some(
      (seat) =>
        seat.x > view.x - unit &&
        seat.x < view.x + view.w + unit &&
        seat.y > view.y - unit &&
        seat.y < view.y + view.h + unit,
    );
  const chosenOf = useMemo(() => {
    const byLine = new Map<string, Set<string>>();
    for (const seat of plan.seats) {
      if (!selection.has(`s:${seat.guid}`)) continue;
      const set = byLine.get(seat.line ?? "") ?? new Set();
      byLine.set(seat.line ?? "", set.add(seat.guid));
    }
    return byLine;
  }, [plan.seats, selection]);
  return (
    <g aria-hidden className="pointer-events-none">
      {plan.background && <Picture background={plan.background} />}
      {plan.areas.map((area) => (
        <AreaDrawing key={area.id} area={area} unit={unit} />
      ))}
      {plan.tables.map((table) => (
        <TableTop key={table.id} table={table} unit={unit} />
      ))}
      {[...lines].map(
        ([id, seats]) =>
          isSeen(seats) && (
            <LineShape
              key={id}
              seats={seats}
              row={rows.get(id)}
              kinds={plan.categories}
              unit={unit}
              isClose={isClose}
              chosen={chosenOf.get(id) ?? null}
              twice={twice}
            />
          ),
      )}
    </g>
  );
}

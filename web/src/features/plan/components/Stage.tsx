import { t } from "@lingui/core/macro";
import { Maximize2, Minus, Plus } from "lucide-react";
import { memo, useMemo, useRef, type KeyboardEvent } from "react";
import { Button, IconButton } from "@/ui";
import { seatsByLine, type Point } from "../model/document";
import { isLarge } from "../model/hall";
import { doubles } from "../model/labels";
import { Overlay } from "./Overlay";
import { Patterns } from "./Patterns";
import { PlanCanvas } from "./PlanCanvas";
import { SelectionFrame } from "./SelectionFrame";
import { AreaDrawing, LineShape, Picture, TableTop } from "./Shapes";
import { polygonOf } from "./drawing";
import type { Editor } from "./useEditor";
import { useGestures } from "./useGestures";
import { useSight, type StageView } from "./useStageView";

interface Props {
  editor: Editor;
  stage: StageView;
  onKeyDown: (event: KeyboardEvent) => void;
  onMeasure: (from: Point, to: Point) => void;
}

const cursors: Partial<Record<Editor["tool"], string>> = {
  select: "cursor-default",
  seats: "cursor-default",
  text: "cursor-text",
};

/** The sheet one draws on. It is never mirrored: the room's left stays left in every language. */
export function Stage({ editor, stage, onKeyDown, onMeasure }: Props) {
  const { unit, tool, selection, wishes } = editor;
  const svg = useRef<SVGSVGElement>(null);
  const gestures = useGestures(editor, stage, onMeasure);
  const { ghost, lasso, ruler, corners, shift } = gestures;
  const onCanvas = isLarge(editor.plan);
  const plan = onCanvas ? editor.plan : (gestures.preview ?? ghost?.plan ?? editor.plan);
  const lines = useMemo(
    () => (plan === editor.plan ? editor.lines : seatsByLine(plan)),
    [plan, editor.plan, editor.lines],
  );
  const rows = useMemo(() => new Map(plan.rows.map((row) => [row.id, row])), [plan.rows]);
  const twice = useMemo(() => doubles(plan), [plan]);
  // With nothing over a canvas, the drawing over it stays the same while one moves: only the canvas is drawn anew.
  const isBare =
    onCanvas &&
    selection.size === 0 &&
    twice.size === 0 &&
    !ghost &&
    !lasso &&
    !ruler &&
    corners.length === 0;
  const view = useSight(stage, svg, isBare);
  const { perPixel } = stage;
  const isClose = unit / perPixel > 16;
  const grid = unit;
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
  const close = (isMade: boolean) => {
    const made = isMade ? polygonOf(editor.plan, wishes.kind, corners, wishes.zone) : null;
    gestures.clearCorners();
    if (made) {
      editor.act(made.plan, null, made.selection);
      editor.setTool("select");
    }
  };
  const keys = (event: KeyboardEvent) => {
    if (corners.length > 0 && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      return close(event.key === "Enter");
    }
    if (event.key === "Escape") gestures.drop();
    onKeyDown(event);
  };
  return (
    <div dir="ltr" className="relative h-full min-h-0 overflow-hidden bg-sunken">
      {onCanvas && <PlanCanvas plan={plan} lines={lines} stage={stage} />}
      <svg
        ref={svg}
        viewBox={view ? `${view.x} ${view.y} ${view.w} ${view.h}` : undefined}
        style={onCanvas ? { willChange: "transform", contain: "strict" } : undefined}
        tabIndex={0}
        role="application"
        aria-label={t`Drawing sheet. Tab goes from one thing to the next, arrow keys move it, question mark shows all keys.`}
        className={`absolute inset-0 h-full w-full touch-none select-none outline-none focus-visible:[outline:2px_solid_var(--accent-text)] focus-visible:outline-offset-[-2px] ${cursors[tool] ?? "cursor-crosshair"}`}
        onKeyDown={keys}
        {...gestures.handlers}
      >
        <defs>
          <Patterns kinds={plan.categories} unit={unit} />
          <pattern id="sheet" width={grid} height={grid} patternUnits="userSpaceOnUse">
            <path
              d={`M${grid} 0H0V${grid}`}
              fill="none"
              stroke="var(--line)"
              strokeWidth={perPixel * 0.8}
            />
          </pattern>
        </defs>
        {view && !onCanvas && unit / perPixel > 5 && (
          <rect x={view.x} y={view.y} width={view.w} height={view.h} fill="url(#sheet)" />
        )}
        {onCanvas ? (
          <g transform={shift ?? undefined}>
            <Overlay
              plan={plan}
              objects={editor.objects}
              selection={selection}
              unit={unit}
              perPixel={perPixel}
              twice={twice}
              ghost={ghost}
              resized={gestures.preview}
              isMoving={shift !== null}
            />
          </g>
        ) : (
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
        )}
        {(tool === "select" || tool === "seats") && (
          <g transform={(onCanvas && shift) || undefined}>
            <SelectionFrame
              plan={gestures.preview ?? plan}
              selection={selection}
              unit={unit}
              perPixel={perPixel}
            />
          </g>
        )}
        {lasso && (
          <polygon
            points={lasso.map(({ x, y }) => `${x},${y}`).join(" ")}
            fill="var(--accent-soft)"
            fillOpacity={0.5}
            stroke="var(--accent-text)"
            strokeWidth={perPixel}
            strokeDasharray={`${4 * perPixel}`}
          />
        )}
        {ruler && (
          <path
            d={`M${ruler.from.x} ${ruler.from.y}L${ruler.to.x} ${ruler.to.y}`}
            stroke="var(--danger)"
            strokeWidth={2 * perPixel}
          />
        )}
        {corners.length > 0 && (
          <polyline
            points={corners.map(({ x, y }) => `${x},${y}`).join(" ")}
            fill="none"
            stroke="var(--accent-text)"
            strokeWidth={2 * perPixel}
          />
        )}
        {corners.map((corner, index) => (
          <circle
            key={index}
            cx={corner.x}
            cy={corner.y}
            r={4 * perPixel}
            fill="var(--accent-text)"
          />
        ))}
      </svg>
      {corners.length > 2 && (
        <Button
          tone="filled"
          className="absolute end-3 top-3"
          onPress={() => close(true)}
        >{t`Close the shape`}</Button>
      )}
      <ZoomButtons stage={stage} />
    </div>
  );
}

/** Nearer, further, everything; not drawn anew while one moves. */
const ZoomButtons = memo(function ZoomButtons({ stage }: { stage: StageView }) {
  return (
    <div className="absolute end-3 bottom-3 flex rounded-control border border-line bg-surface shadow-float">
      <IconButton
        label={t`Further away`}
        icon={<Minus size={16} />}
        onPress={() => stage.zoomAt(1.4)}
      />
      <IconButton label={t`Closer`} icon={<Plus size={16} />} onPress={() => stage.zoomAt(0.7)} />
      <IconButton label={t`Show everything`} icon={<Maximize2 size={15} />} onPress={stage.fit} />
    </div>
  );
});

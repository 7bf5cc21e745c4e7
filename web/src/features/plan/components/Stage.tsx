import { t } from "@lingui/core/macro";
import { useMemo, useRef, type KeyboardEvent } from "react";
import { Button } from "@/ui";
import { seatsByLine, type Point } from "../model/document";
import { isLarge } from "../model/hall";
import { duplicateLabels } from "../model/labels";
import { Overlay } from "./Overlay";
import { Patterns } from "./Patterns";
import { PlanCanvas } from "./PlanCanvas";
import { PlanShapes } from "./PlanShapes";
import { SelectionFrame } from "./SelectionFrame";
import { Traces } from "./Traces";
import { ZoomButtons } from "./ZoomButtons";
import { polygonOf } from "./drawing";
import type { Editor } from "./useEditor";
import { useGestures } from "./useGestures";
import { useCurrentView, type StageView } from "./useStageView";

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

/** The drawing canvas. It is never mirrored: the room's left stays left in right-to-left languages. */
export function Stage({ editor, stage, onKeyDown, onMeasure }: Props) {
  const { unit, tool, selection, toolSettings } = editor;
  const svg = useRef<SVGSVGElement>(null);
  const gestures = useGestures(editor, stage, onMeasure);
  const { ghost, lasso, ruler, corners, shift } = gestures;
  const onCanvas = isLarge(editor.plan);
  const plan = onCanvas ? editor.plan : (gestures.preview ?? ghost?.plan ?? editor.plan);
  const lines = useMemo(
    () => (plan === editor.plan ? editor.lines : seatsByLine(plan)),
    [plan, editor.plan, editor.lines],
  );
  const duplicates = useMemo(() => duplicateLabels(plan), [plan]);
  // If nothing is drawn over the canvas, panning doesn't re-render the SVG.
  const isBare =
    onCanvas &&
    selection.size === 0 &&
    duplicates.size === 0 &&
    !ghost &&
    !lasso &&
    !ruler &&
    corners.length === 0;
  const view = useCurrentView(stage, svg, isBare);
  const { perPixel } = stage;
  const close = (isMade: boolean) => {
    const polygon = isMade
      ? polygonOf(editor.plan, toolSettings.kind, corners, toolSettings.zone)
      : null;
    gestures.clearCorners();
    if (polygon) {
      editor.act(polygon.plan, null, polygon.selection);
      editor.setTool("select");
    }
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    if (corners.length > 0 && (event.key === "Enter" || event.key === "Escape")) {
      event.preventDefault();
      return close(event.key === "Enter");
    }
    if (event.key === "Escape") gestures.drop();
    onKeyDown(event);
  };
  return (
    <div dir="ltr" className="flex h-full min-h-0 flex-col">
      <div className="relative min-h-0 flex-1 overflow-hidden bg-sunken">
        {onCanvas && <PlanCanvas plan={plan} lines={lines} stage={stage} />}
        <svg
          ref={svg}
          viewBox={view ? `${view.x} ${view.y} ${view.w} ${view.h}` : undefined}
          style={onCanvas ? { willChange: "transform", contain: "strict" } : undefined}
          tabIndex={0}
          role="application"
          aria-label={t`Canvas. Tab moves between objects, arrow keys move the selected object, question mark shows all shortcuts.`}
          className={`absolute inset-0 h-full w-full touch-none select-none outline-none focus-visible:[outline:2px_solid_var(--accent-text)] focus-visible:outline-offset-[-2px] ${cursors[tool] ?? "cursor-crosshair"}`}
          onKeyDown={handleKeyDown}
          {...gestures.handlers}
        >
          <defs>
            <Patterns kinds={plan.categories} unit={unit} />
            <pattern id="sheet" width={unit} height={unit} patternUnits="userSpaceOnUse">
              <path
                d={`M${unit} 0H0V${unit}`}
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
                twice={duplicates}
                ghost={ghost}
                resized={gestures.preview}
                isMoving={shift !== null}
              />
            </g>
          ) : (
            <PlanShapes
              editor={editor}
              plan={plan}
              lines={lines}
              view={view}
              perPixel={perPixel}
              twice={duplicates}
            />
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
          <Traces lasso={lasso} ruler={ruler} corners={corners} perPixel={perPixel} />
        </svg>
        {corners.length > 2 && (
          <Button
            tone="filled"
            className="absolute end-3 top-3"
            onPress={() => close(true)}
          >{t`Close the shape`}</Button>
        )}
      </div>
      <ZoomButtons stage={stage} />
    </div>
  );
}

import { useMemo } from "react";
import { isEmpty, joined } from "../model/bounds";
import type { PlanDocument } from "../model/document";
import { boxesOf, type Selection } from "../model/edit";

interface Props {
  plan: PlanDocument;
  selection: Selection;
  unit: number;
  perPixel: number;
}

const isTouch = () => window.matchMedia("(pointer: coarse)").matches;

/** Above this many selected objects, only one frame around all of them is drawn. */
const MAX_FRAMES = 200;

/** Selection outlines with a rotation handle, and a resize handle for a single area. */
export function SelectionFrame({ plan, selection, unit, perPixel }: Props) {
  const [objects, boxes, whole] = useMemo(() => {
    const keys = [...selection].filter((key) => !key.startsWith("s:"));
    const found = boxesOf(plan, new Set(keys), unit);
    return [keys, found, joined([...found.values()])];
  }, [plan, selection, unit]);
  if (isEmpty(whole)) return null;
  const line = 1.5 * perPixel;
  const pad = 4 * perPixel;
  const knob = 7 * perPixel;
  const [key] = objects;
  const area =
    objects.length === 1 && key?.startsWith("a:")
      ? plan.areas.find((one) => `a:${one.id}` === key)
      : undefined;
  const canSize = area && area.rotation === 0 && area.shape !== "polygon" && area.shape !== "text";
  // Touch needs larger handles than the mouse.
  const reach = isTouch() ? 22 * perPixel : knob * 1.9;
  const top = { x: (whole[0] + whole[2]) / 2, y: whole[1] - pad - 26 * perPixel };
  return (
    <g fill="none" stroke="var(--accent-text)" strokeWidth={line}>
      {boxes.size <= MAX_FRAMES &&
        [...boxes].map(([id, box]) => (
          <rect
            key={id}
            x={box[0] - pad}
            y={box[1] - pad}
            width={box[2] - box[0] + 2 * pad}
            height={box[3] - box[1] + 2 * pad}
            rx={4 * perPixel}
          />
        ))}
      {boxes.size > 1 && (
        <rect
          x={whole[0] - 2 * pad}
          y={whole[1] - 2 * pad}
          width={whole[2] - whole[0] + 4 * pad}
          height={whole[3] - whole[1] + 4 * pad}
          strokeDasharray={`${6 * perPixel} ${4 * perPixel}`}
          rx={6 * perPixel}
        />
      )}
      <path d={`M${top.x} ${whole[1] - pad}V${top.y + knob}`} />
      <circle
        data-grip="turn"
        cx={top.x}
        cy={top.y}
        r={reach}
        fill="transparent"
        stroke="none"
        className="cursor-grab"
      />
      <circle
        data-grip="turn"
        cx={top.x}
        cy={top.y}
        r={knob}
        fill="var(--surface)"
        className="cursor-grab"
      />
      {canSize && (
        <>
          <rect
            data-grip={`size:${area.id}`}
            x={whole[2] - reach}
            y={whole[3] - reach}
            width={reach * 2}
            height={reach * 2}
            fill="transparent"
            stroke="none"
            className="cursor-nwse-resize"
          />
          <rect
            data-grip={`size:${area.id}`}
            x={whole[2] - knob * 0.8}
            y={whole[3] - knob * 0.8}
            width={knob * 1.6}
            height={knob * 1.6}
            fill="var(--surface)"
            className="cursor-nwse-resize"
          />
        </>
      )}
    </g>
  );
}

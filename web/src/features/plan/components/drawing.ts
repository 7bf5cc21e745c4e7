import { t } from "@lingui/core/macro";
import { addArea, addBlock, addRow, addTable, type Added } from "../model/additions";
import type { PlanDocument, Point } from "../model/document";
import type { Editor } from "./useEditor";

export type Drawn = Added;

type Drawing = Pick<Editor, "plan" | "tool" | "toolSettings" | "unit">;
const aisleOf = (count: number, width: number) =>
  width > 0 && count > 1 ? [{ after: Math.floor(count / 2), width }] : [];

/** Draws with the current tool from one point to another. A click uses the size from the tool's options. */
export function drawWithTool(
  { plan, tool, toolSettings, unit }: Drawing,
  from: Point,
  to: Point,
): Drawn | null {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const isClick = Math.hypot(dx, dy) < unit * 0.6;
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const { spacing, bend, direction, start, category, zone } = toolSettings;
  const seat = { spacing, bend, direction, start, category, zone };
  const corner = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y) };
  switch (tool) {
    case "row": {
      const count = isClick
        ? toolSettings.count
        : Math.max(
            1,
            Math.min(400, Math.round((Math.hypot(dx, dy) - toolSettings.aisle) / spacing) + 1),
          );
      const angle = isClick ? 0 : Math.round((Math.atan2(dy, dx) * 180) / Math.PI / 5) * 5;
      return addRow(plan, {
        ...seat,
        ...middle,
        count,
        rotation: Math.abs(angle) > 90 ? angle + 180 : angle,
        gaps: aisleOf(count, toolSettings.aisle),
      });
    }
    case "block": {
      const count = isClick
        ? toolSettings.count
        : Math.max(1, Math.min(400, Math.round((Math.abs(dx) - toolSettings.aisle) / spacing) + 1));
      const rows = isClick
        ? toolSettings.rows
        : Math.max(1, Math.min(200, Math.round(Math.abs(dy) / toolSettings.rowStep) + 1));
      return addBlock(plan, {
        ...seat,
        ...middle,
        count,
        rows,
        rowStep: toolSettings.rowStep,
        gaps: aisleOf(count, toolSettings.aisle),
      });
    }
    case "round":
    case "long":
    case "head":
      return addTable(plan, {
        ...middle,
        shape: tool,
        chairs: toolSettings.chairs,
        category,
        unit: spacing,
        zone,
      });
    case "stage":
      return addArea(plan, {
        kind: "stage",
        label: t`Stage`,
        zone,
        ...(isClick
          ? { x: from.x - unit * 6, y: from.y - unit * 1.5, w: unit * 12, h: unit * 3 }
          : { ...corner, w: Math.abs(dx), h: Math.abs(dy) || unit }),
      });
    case "area":
      return addArea(plan, {
        kind: toolSettings.kind,
        label: kindLabel(toolSettings.kind),
        zone,
        ...(isClick
          ? {
              x: from.x - unit * 3,
              y: from.y - unit * 2,
              w: unit * 6,
              h: toolSettings.kind === "wall" ? unit * 0.3 : unit * 4,
            }
          : { ...corner, w: Math.abs(dx) || unit * 0.3, h: Math.abs(dy) || unit * 0.3 }),
      });
    case "polygon":
      return polygonOf(
        plan,
        toolSettings.kind,
        [0, 1, 2, 3, 4].map((corner) => ({
          x: Math.round(from.x + unit * 3 * Math.sin((corner * 2 * Math.PI) / 5)),
          y: Math.round(from.y - unit * 3 * Math.cos((corner * 2 * Math.PI) / 5)),
        })),
        zone,
      );
    case "text":
      return addArea(plan, {
        kind: "text",
        shape: "text",
        label: t`Text`,
        zone,
        ...from,
        w: null,
        h: null,
        text_size: Math.round(unit * 0.8),
      });
    default:
      return null;
  }
}

export function polygonOf(
  plan: PlanDocument,
  kind: Editor["toolSettings"]["kind"],
  corners: readonly Point[],
  zone: string | null,
): Drawn | null {
  const [first] = corners;
  if (!first || corners.length < 3) return null;
  return addArea(plan, {
    kind,
    label: "",
    shape: "polygon",
    zone,
    ...first,
    w: null,
    h: null,
    points: corners.map((point) => ({ x: point.x - first.x, y: point.y - first.y })),
  });
}

export function kindLabel(kind: PlanDocument["areas"][number]["kind"]): string {
  switch (kind) {
    case "stage":
      return t`Stage`;
    case "bar":
      return t`Bar`;
    case "dance_floor":
      return t`Dance floor`;
    case "wall":
      return t`Wall`;
    case "entrance":
      return t`Entrance`;
    case "screen":
      return t`Screen`;
    case "text":
      return t`Text`;
    case "area":
      return t`Area`;
  }
}

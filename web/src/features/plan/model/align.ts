import { joined, middleOf } from "./bounds";
import type { PlanDocument } from "./document";
import { boxesOf, moved, type Selection } from "./edit";

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";
export function aligned(
  plan: PlanDocument,
  selection: Selection,
  side: Side,
  unit: number,
): PlanDocument {
  const boxes = boxesOf(plan, selection, unit);
  const whole = joined([...boxes.values()]);
  const middle = middleOf(whole);
  return [...boxes].reduce((result, [key, box]) => {
    const own = middleOf(box);
    const dx = {
      left: whole[0] - box[0],
      right: whole[2] - box[2],
      centre: middle.x - own.x,
      top: 0,
      middle: 0,
      bottom: 0,
    }[side];
    const dy = {
      top: whole[1] - box[1],
      bottom: whole[3] - box[3],
      middle: middle.y - own.y,
      left: 0,
      centre: 0,
      right: 0,
    }[side];
    return moved(result, new Set([key]), dx, dy);
  }, plan);
}

/** Spaces the objects' centres evenly. The outermost two stay in place. */
export function distributed(
  plan: PlanDocument,
  selection: Selection,
  along: "x" | "y",
  unit: number,
): PlanDocument {
  const sorted = [...boxesOf(plan, selection, unit)]
    .map(([key, box]) => ({ key, at: middleOf(box)[along] }))
    .sort((a, b) => a.at - b.at);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return plan;
  const step = (last.at - first.at) / (sorted.length - 1);
  return sorted.reduce((result, { key, at }, index) => {
    const by = first.at + step * index - at;
    return moved(result, new Set([key]), along === "x" ? by : 0, along === "y" ? by : 0);
  }, plan);
}

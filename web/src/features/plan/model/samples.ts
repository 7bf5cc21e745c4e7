import { addRow } from "./additions";
import { readDocument, type PlanDocument } from "./document";

/** Test helpers. */
export const empty = readDocument({
  categories: [{ name: "regular" }, { name: "vip" }],
  zones: [{ id: "z", name: "Circle", prefix: "Circle" }],
});

export const row = (plan: PlanDocument, more = {}) =>
  addRow(plan, { x: 0, y: 0, count: 5, spacing: 50, category: "regular", ...more });
export const labels = (plan: PlanDocument) => plan.seats.map((seat) => seat.seat_number);
export const near = (points: { x: number; y: number }[]) =>
  points.map(({ x, y }) => [Math.round(x) + 0, Math.round(y) + 0]);

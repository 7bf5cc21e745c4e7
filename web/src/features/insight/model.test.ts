import { expect, it } from "vitest";
import type { EventRow } from "@/api";
import { todos } from "./model";

const event = { id: "e1", status: "published", seat_selection: "none" } as EventRow;
const isSent = (sent: number, opened: number) =>
  todos(event, undefined, false, { sent, opened }).find((todo) => todo.id === "send")?.isDone;

it("invitations are done once one was sent or opened, not by publishing", () => {
  expect(isSent(0, 0)).toBe(false);
  expect(isSent(1, 0)).toBe(true);
  expect(isSent(0, 1)).toBe(true);
  expect(todos(event, undefined, false).map((todo) => todo.id)).not.toContain("send");
});

import { expect, it } from "vitest";
import { begin, push, redo, undo } from "./history";

it("takes steps back and forth, nudges as one", () => {
  let history = begin(0);
  for (const [value, tag] of [
    [1, null],
    [2, "nudge"],
    [3, "nudge"],
    [4, null],
  ] as const)
    history = push(history, value, tag);
  history = undo(history);
  expect(history.present).toBe(3);
  history = undo(history);
  expect(history.present).toBe(1);
  expect(redo(redo(redo(history))).present).toBe(4);
  expect(redo(push(history, 9)).present).toBe(9);
  for (let value = 0; value < 500; value += 1) history = push(history, value);
  expect(history.past.length).toBe(200);
});

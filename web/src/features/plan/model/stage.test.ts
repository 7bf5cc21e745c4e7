import { expect, test, vi } from "vitest";
import { StageView } from "./stage";

test("everything is shown first, and what is drawn in sight doesn't move the view", () => {
  const stage = new StageView([0, 0, 960, 640]);
  const updates = vi.fn();
  stage.subscribe(updates);
  expect(stage.view).toEqual({ x: 0, y: 0, w: 960, h: 640 });
  stage.setBounds([100, 100, 500, 400]);
  expect(stage.view).toEqual({ x: 0, y: 0, w: 960, h: 640 });
  stage.fit();
  expect(stage.view.w).toBeLessThan(500);
  stage.setBounds([0, 0, 9600, 6400]);
  expect(stage.view.w).toBe(9600);
  expect(updates).toHaveBeenCalled();
});

test("the point under the pointer stays where it is, and a touch pad goes along", () => {
  const stage = new StageView([0, 0, 960, 640]);
  stage.zoomAt(0.5, { x: 240, y: 160 });
  expect(stage.view).toEqual({ x: 120, y: 80, w: 480, h: 320 });
  stage.wheel({
    ctrlKey: false,
    metaKey: false,
    deltaMode: 0,
    deltaX: 20,
    deltaY: 10,
    clientX: 0,
    clientY: 0,
  });
  expect(stage.view).toMatchObject({ x: 130, y: 85, w: 480 });
});

import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from "react";
import type { Box } from "../model/document";
import { StageView, type View } from "../model/stage";

export { StageView, type View };

/** A stable viewport object, so that its owner doesn't re-render while panning. */
export function useStageView(whole: Box): StageView {
  const [stage] = useState(() => new StageView(whole));
  useLayoutEffect(() => stage.setBounds(whole), [stage, whole]);
  return stage;
}

/** Attaches the viewport to the element and returns the current view. Returns null without re-rendering if there is nothing to draw. */
export function useCurrentView(
  stage: StageView,
  element: RefObject<SVGSVGElement | null>,
  isBare: boolean,
): View | null {
  useEffect(() => (element.current ? stage.attach(element.current) : undefined), [stage, element]);
  useEffect(() => {
    const svg = element.current;
    if (!svg) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      stage.wheel(event);
    };
    svg.addEventListener("wheel", onWheel, { passive: false });
    return () => svg.removeEventListener("wheel", onWheel);
  }, [stage, element]);
  return useSyncExternalStore(stage.subscribe, () => (isBare ? null : stage.view));
}

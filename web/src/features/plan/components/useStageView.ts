import { useEffect, useLayoutEffect, useState, useSyncExternalStore, type RefObject } from "react";
import type { Box } from "../model/document";
import { StageView, type View } from "../model/stage";

export { StageView, type View };

/** The sheet's view, the same object always: who holds it isn't drawn anew when one moves. */
export function useStageView(whole: Box): StageView {
  const [stage] = useState(() => new StageView(whole));
  useLayoutEffect(() => stage.setWhole(whole), [stage, whole]);
  return stage;
}

/** The view of this moment, for what draws it; wheel and size of the element move it. Null, and never drawn anew, for who has nothing to draw. */
export function useSight(
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

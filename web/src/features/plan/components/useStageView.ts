import { useCallback, useEffect, useRef, useState } from "react";
import type { Box, Point } from "../model/document";

export interface View { x: number; y: number; w: number; h: number }

/** Pan and zoom of the sheet: the view keeps the shape of the element, so a unit is square. */
export function useStageView(whole: Box) {
  const svg = useRef<SVGSVGElement>(null);
  const [size, setSize] = useState({ width: 960, height: 640 });
  const [view, setView] = useState<View | null>(null);
  const fitted = useCallback((box: Box, { width, height } = size): View => {
    const [w, h] = [Math.max(1, box[2] - box[0]), Math.max(1, box[3] - box[1])];
    const scale = Math.max(w / width, h / height);
    return { x: (box[0] + box[2]) / 2 - (scale * width) / 2, y: (box[1] + box[3]) / 2 - (scale * height) / 2, w: scale * width, h: scale * height };
  }, [size]);
  const current = view ?? fitted(whole);
  const least = (whole[2] - whole[0]) / 200;

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const measure = () => { if (element.clientWidth > 0) setSize({ width: element.clientWidth, height: element.clientHeight }); };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const base = useRef(current);
  useEffect(() => { base.current = current; });
  const zoomAt = useCallback((factor: number, at?: Point) => {
    const now = base.current;
    const w = Math.min(200_000, Math.max(least, now.w * factor));
    const ratio = w / now.w;
    const point = at ?? { x: now.x + now.w / 2, y: now.y + now.h / 2 };
    setView({ x: point.x - (point.x - now.x) * ratio, y: point.y - (point.y - now.y) * ratio, w, h: now.h * ratio });
  }, [least]);
  const toPlan = useCallback((clientX: number, clientY: number): Point => {
    const box = svg.current?.getBoundingClientRect();
    const now = base.current;
    if (!box || box.width === 0) return { x: clientX, y: clientY };
    return { x: now.x + ((clientX - box.left) / box.width) * now.w, y: now.y + ((clientY - box.top) / box.height) * now.h };
  }, []);

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const now = base.current;
      if (event.ctrlKey || event.metaKey || event.deltaMode !== 0 || Math.abs(event.deltaY) >= 40) zoomAt(Math.exp(Math.max(-120, Math.min(120, event.deltaY)) * 0.002), toPlan(event.clientX, event.clientY));
      else setView({ ...now, x: now.x + (event.deltaX * now.w) / element.clientWidth, y: now.y + (event.deltaY * now.h) / element.clientHeight });
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [zoomAt, toPlan]);

  return {
    svg, view: { ...current, h: (current.w * size.height) / size.width }, perPixel: current.w / size.width, toPlan, zoomAt,
    panTo: useCallback((next: View) => setView(next), []),
    show: useCallback((box: Box) => setView(fitted(box)), [fitted]),
    fit: useCallback(() => setView(null), []),
  };
}

export type StageView = ReturnType<typeof useStageView>;

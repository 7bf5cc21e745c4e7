import { useEffect, useRef, useState } from "react";

export type Box = readonly [x: number, y: number, w: number, h: number];

const MIN_SCALE = 0.06;

function zoomed(view: Box, whole: Box, factor: number, at: readonly [number, number]): Box {
  const w = Math.min(whole[2] * 1.2, Math.max(whole[2] * MIN_SCALE, view[2] * factor));
  const scale = w / view[2];
  return [at[0] - (at[0] - view[0]) * scale, at[1] - (at[1] - view[1]) * scale, w, view[3] * scale];
}

/** Pan and zoom with wheel, pinch, drag and buttons. */
export function useView(whole: Box) {
  const [view, setView] = useState<Box>(whole);
  const svg = useRef<SVGSVGElement>(null);
  const pointers = useRef(new Map<number, readonly [number, number]>());
  const hasMoved = useRef(false);
  const key = whole.join(" ");
  const [fitted, setFitted] = useState(key);
  const fit = () => setView(whole);
  if (fitted !== key) {
    // The room has changed, so reset the view.
    setFitted(key);
    setView(whole);
  }

  const toPlan = (x: number, y: number): readonly [number, number] => {
    const matrix = svg.current?.getScreenCTM()?.inverse();
    if (!matrix) return [0, 0];
    const point = new DOMPoint(x, y).matrixTransform(matrix);
    return [point.x, point.y];
  };
  const zoom = (factor: number) =>
    setView((now) => zoomed(now, whole, factor, [now[0] + now[2] / 2, now[1] + now[3] / 2]));

  useEffect(() => {
    const element = svg.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaY) < 2) return;
      event.preventDefault();
      const at = toPlan(event.clientX, event.clientY);
      setView((now) =>
        zoomed(now, whole, Math.exp(Math.max(-60, Math.min(60, event.deltaY)) * 0.004), at),
      );
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [whole]);

  const handlers = {
    onPointerDown: (event: React.PointerEvent) => {
      pointers.current.set(event.pointerId, [event.clientX, event.clientY]);
      hasMoved.current = false;
    },
    onPointerMove: (event: React.PointerEvent) => {
      const before = pointers.current.get(event.pointerId);
      if (!before) return;
      const [dx, dy] = [event.clientX - before[0], event.clientY - before[1]];
      if (!hasMoved.current && Math.hypot(dx, dy) < 6) return;
      hasMoved.current = true;
      const others = [...pointers.current]
        .filter(([id]) => id !== event.pointerId)
        .map(([, point]) => point);
      const width = svg.current?.clientWidth ?? 1;
      const [other] = others;
      if (other) {
        const factor =
          Math.hypot(before[0] - other[0], before[1] - other[1]) /
          Math.max(1, Math.hypot(event.clientX - other[0], event.clientY - other[1]));
        const at = toPlan((event.clientX + other[0]) / 2, (event.clientY + other[1]) / 2);
        setView((now) => zoomed(now, whole, factor, at));
      } else {
        setView((now) => {
          const scale = Math.max(now[2] / width, now[3] / (svg.current?.clientHeight ?? 1));
          return [now[0] - dx * scale, now[1] - dy * scale, now[2], now[3]];
        });
      }
      pointers.current.set(event.pointerId, [event.clientX, event.clientY]);
    },
    onPointerUp: (event: React.PointerEvent) => {
      pointers.current.delete(event.pointerId);
    },
    onPointerLeave: (event: React.PointerEvent) => {
      pointers.current.delete(event.pointerId);
    },
  };
  return {
    svg,
    view,
    fit,
    zoomIn: () => zoom(0.7),
    zoomOut: () => zoom(1.43),
    handlers,
    wasDragged: () => hasMoved.current,
  };
}

export interface Moves {
  pan: (dx: number, dy: number) => void;
  /** Zooms around a point of the element. A factor above 1 zooms in. */
  zoom: (factor: number, at: readonly [number, number]) => void;
  /** A click or tap, as opposed to a drag. */
  press: (at: readonly [number, number], event: PointerEvent) => void;
  hover: (at: readonly [number, number]) => void;
}

/** Handles wheel, pinch, drag and click on an element. Returns a function that removes the listeners. */
export function listen(element: HTMLElement, moves: Moves): () => void {
  const pointers = new Map<number, readonly [number, number]>();
  let isDrag = false;
  const at = (event: MouseEvent): readonly [number, number] => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey && Math.abs(event.deltaY) < 2) return;
    event.preventDefault();
    moves.zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) * 0.004), at(event));
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (pointers.size === 0) isDrag = false;
    pointers.set(event.pointerId, at(event));
  };
  const onMove = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (!before) return moves.hover(now);
    const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
    if (!isDrag && Math.hypot(dx, dy) < 6) return;
    if (!isDrag) element.setPointerCapture(event.pointerId);
    isDrag = true;
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const gap = (point: readonly [number, number]) =>
        Math.max(1, Math.hypot(point[0] - other[0], point[1] - other[1]));
      moves.zoom(gap(now) / gap(before), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
      moves.pan(dx / 2, dy / 2);
    } else moves.pan(dx, dy);
    pointers.set(event.pointerId, now);
  };
  const onUp = (event: PointerEvent) => {
    if (pointers.delete(event.pointerId) && !isDrag) moves.press(at(event), event);
  };
  const onEnd = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
  };
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onEnd);
  return () => {
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onEnd);
  };
}

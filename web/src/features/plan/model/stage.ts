import type { Box, Point } from "./document";

export interface View {
  x: number;
  y: number;
  w: number;
  h: number;
}
interface Size {
  width: number;
  height: number;
}

/** Where one looks on the sheet. The same object for as long as the sheet is open; who draws it listens. */
export class StageView {
  private size: Size = { width: 960, height: 640 };
  /** Null shows everything. */
  private own: View | null = null;
  private current: View;
  private readonly listeners = new Set<() => void>();
  private element: Element | null = null;

  constructor(private whole: Box) {
    this.current = this.fitted(whole);
  }

  get view(): View {
    return this.current;
  }
  get perPixel(): number {
    return this.current.w / this.size.width;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** The room reaches so far now. The view follows only what would be out of sight: nothing jumps away from under the hand that drew it. */
  setWhole(whole: Box): void {
    if (whole.every((value, at) => value === this.whole[at])) return;
    this.whole = whole;
    const { x, y, w, h } = this.current;
    const isSeen = whole[0] >= x && whole[1] >= y && whole[2] <= x + w && whole[3] <= y + h;
    if (isSeen) this.own ??= this.current;
    this.settle();
  }

  /** The element that shows it; its size is the view's shape, so that a unit is square. */
  attach(element: Element): () => void {
    this.element = element;
    const measure = () => {
      if (element.clientWidth > 0) {
        this.size = { width: element.clientWidth, height: element.clientHeight };
        this.settle();
      }
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => {
      watch.disconnect();
      this.element = null;
    };
  }

  readonly fit = (): void => {
    this.own = null;
    this.settle();
  };
  readonly show = (box: Box): void => {
    this.own = this.fitted(box);
    this.settle();
  };
  readonly panTo = (view: View): void => {
    this.own = view;
    this.settle();
  };

  readonly zoomAt = (factor: number, at?: Point): void => {
    const { x, y, w, h } = this.current;
    const wide = Math.min(200_000, Math.max((this.whole[2] - this.whole[0]) / 200, w * factor));
    const ratio = wide / w;
    const point = at ?? { x: x + w / 2, y: y + h / 2 };
    this.panTo({
      x: point.x - (point.x - x) * ratio,
      y: point.y - (point.y - y) * ratio,
      w: wide,
      h: h * ratio,
    });
  };

  /** A turn of the wheel: nearer or further by a mouse, along by a touch pad. */
  wheel(
    event: Pick<
      WheelEvent,
      "ctrlKey" | "metaKey" | "deltaMode" | "deltaX" | "deltaY" | "clientX" | "clientY"
    >,
  ): void {
    const { deltaX, deltaY } = event;
    if (event.ctrlKey || event.metaKey || event.deltaMode !== 0 || Math.abs(deltaY) >= 40)
      return this.zoomAt(
        Math.exp(Math.max(-120, Math.min(120, deltaY)) * 0.002),
        this.toPlan(event.clientX, event.clientY),
      );
    const { x, y, w, h } = this.current;
    this.panTo({
      x: x + (deltaX * w) / this.size.width,
      y: y + (deltaY * h) / this.size.height,
      w,
      h,
    });
  }

  readonly toPlan = (clientX: number, clientY: number): Point => {
    const box = this.element?.getBoundingClientRect();
    if (!box || box.width === 0) return { x: clientX, y: clientY };
    const { x, y, w, h } = this.current;
    return {
      x: x + ((clientX - box.left) / box.width) * w,
      y: y + ((clientY - box.top) / box.height) * h,
    };
  };

  private fitted([left, top, right, bottom]: Box): View {
    const { width, height } = this.size;
    const scale = Math.max(Math.max(1, right - left) / width, Math.max(1, bottom - top) / height);
    return {
      x: (left + right) / 2 - (scale * width) / 2,
      y: (top + bottom) / 2 - (scale * height) / 2,
      w: scale * width,
      h: scale * height,
    };
  }

  private settle(): void {
    const view = this.own ?? this.fitted(this.whole);
    this.current = { ...view, h: (view.w * this.size.height) / this.size.width };
    this.listeners.forEach((listener) => listener());
  }
}

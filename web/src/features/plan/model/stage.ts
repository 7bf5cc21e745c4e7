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

/** The viewport of the plan canvas. One instance lives as long as the canvas; renderers subscribe to it. */
export class StageView {
  private size: Size = { width: 960, height: 640 };
  /** The user's own view, or null to fit the whole plan. */
  private userView: View | null = null;
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

  /** Updates the plan's bounds. The view stays where it is unless something would be out of sight, so that nothing jumps while drawing. */
  setBounds(whole: Box): void {
    if (whole.every((value, at) => value === this.whole[at])) return;
    this.whole = whole;
    const { x, y, w, h } = this.current;
    const isVisible = whole[0] >= x && whole[1] >= y && whole[2] <= x + w && whole[3] <= y + h;
    if (isVisible) this.userView ??= this.current;
    this.update();
  }

  /** Observes the element's size. The view keeps its aspect ratio, so that units are square. */
  attach(element: Element): () => void {
    this.element = element;
    const measure = () => {
      if (element.clientWidth > 0 && element.clientHeight > 0) {
        this.size = { width: element.clientWidth, height: element.clientHeight };
        this.update();
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
    this.userView = null;
    this.update();
  };
  readonly show = (box: Box): void => {
    this.userView = this.fitted(box);
    this.update();
  };
  readonly panTo = (view: View): void => {
    this.userView = view;
    this.update();
  };

  readonly zoomAt = (factor: number, at?: Point): void => {
    const { x, y, w, h } = this.current;
    const width = Math.min(200_000, Math.max((this.whole[2] - this.whole[0]) / 200, w * factor));
    const ratio = width / w;
    const point = at ?? { x: x + w / 2, y: y + h / 2 };
    this.panTo({
      x: point.x - (point.x - x) * ratio,
      y: point.y - (point.y - y) * ratio,
      w: width,
      h: h * ratio,
    });
  };

  /** Mouse wheels zoom; touchpads pan, or zoom while Ctrl or Cmd is pressed. */
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

  private update(): void {
    const view = this.userView ?? this.fitted(this.whole);
    this.current = { ...view, h: (view.w * this.size.height) / this.size.width };
    this.listeners.forEach((listener) => listener());
  }
}

import { areaLook, areaPath, tablePath, wordPlace, wordSize } from "../lib/planshapes";
import { layOut, nextSeat, type Backdrop, type Box, type PlacedSeat } from "../lib/seatplan";
import type { PlanDrawing, Seat } from "./calls";
import { el, set, svg } from "./dom";
import { isUnavailable, nameOf, signOf, type GuestMap, type Look } from "./look";
import { tableName } from "./seatnames";
import type { Words } from "./words";

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The seat map as SVG, for touch, mouse and arrow keys. It is built once; an update changes only one seat. */
export class SeatMap implements GuestMap {
  readonly root: HTMLElement;
  private readonly picture: SVGSVGElement;
  private readonly shapes = new Map<string, SVGGElement>();
  private readonly seats: PlacedSeat<Seat>[];
  private readonly whole: Box;
  private view: Box;

  private readonly colors: Map<string, string>;

  constructor(
    seats: Seat[],
    drawing: PlanDrawing | undefined,
    private readonly words: Words,
    private readonly load: (file: string) => Promise<Blob>,
    private readonly onPick: (id: string) => void,
  ) {
    this.colors = new Map(
      (drawing?.categories ?? []).flatMap((kind) =>
        kind.color && /^#[0-9a-f]{3,8}$/i.test(kind.color) ? [[kind.name, kind.color]] : [],
      ),
    );
    const plan = layOut(seats, drawing);
    this.seats = plan.seats;
    this.whole = this.view = plan.box;
    const u = plan.unit;
    const hatch = svg(
      "pattern",
      {
        id: "hatch",
        width: u * 0.16,
        height: u * 0.16,
        patternUnits: "userSpaceOnUse",
        patternTransform: "rotate(45)",
      },
      svg("rect", { width: u * 0.06, height: "100%", fill: "var(--line-strong)" }),
    );
    this.picture = svg(
      "svg",
      { role: "group", "aria-label": words.map, dir: "ltr" },
      svg("defs", {}, hatch),
    );
    const label = (text: string, x: number, y: number, size: number, fill = "var(--quiet)") =>
      svg(
        "text",
        { x, y, "text-anchor": "middle", "dominant-baseline": "central", "font-size": size, fill },
        text,
      );
    if (plan.background) this.backdrop(plan.background);
    for (const area of plan.areas) {
      const look = areaLook(area);
      const at = wordPlace(area);
      const shape = svg("g", {
        transform: `translate(${area.x} ${area.y}) rotate(${area.rotation ?? 0})`,
      });
      if (area.shape !== "text")
        shape.append(
          svg("path", {
            d: areaPath(area),
            fill: look.fill,
            stroke: look.stroke,
            "stroke-width": u * 0.04,
          }),
        );
      if (area.label) shape.append(label(area.label, at.x, at.y, wordSize(area, u), look.ink));
      this.picture.append(shape);
    }
    for (const table of plan.tables)
      this.picture.append(
        svg(
          "g",
          { transform: `translate(${table.x} ${table.y})` },
          svg("path", {
            d: tablePath(table, table.radius),
            transform: `rotate(${table.rotation ?? 0})`,
            fill: "var(--surface)",
            stroke: "var(--line)",
            "stroke-width": u * 0.05,
          }),
          label(tableName(table.label, words), 0, 0, u * 0.32),
        ),
      );
    for (const row of plan.labels) this.picture.append(label(row.text, row.x, row.y, u * 0.42));
    plan.seats.forEach((seat, index) => this.picture.append(this.shape(seat, u, index === 0)));
    const zoom = el(
      "div",
      { class: "zoom" },
      this.zoomButton("+", words.closer, 0.65),
      this.zoomButton("−", words.further, 1.54),
    );
    this.picture.style.aspectRatio = `${plan.box[2]} / ${plan.box[3]}`;
    this.root = el("div", { class: "frame" }, this.picture, zoom);
    this.updateView();
    this.listen();
  }

  paint(seat: Seat, look: Look, isPressed: boolean): void {
    const shape = this.shapes.get(seat.id);
    if (!shape) return;
    set(shape, {
      class: look,
      "aria-label": nameOf(seat, look, this.words),
      "aria-pressed": isPressed,
      "aria-disabled": isUnavailable(look),
    });
    const text = shape.querySelector("text");
    if (text) text.textContent = signOf(seat, look);
  }

  /** Loads the background image with the invitation code. A plain URL would be rejected. */
  private backdrop({ file_id, x, y, scale, opacity, width, height }: Backdrop): void {
    const image = svg("image", {
      x,
      y,
      width: (width ?? 0) * scale,
      height: (height ?? 0) * scale,
      opacity,
      preserveAspectRatio: "none",
    });
    this.picture.append(image);
    void this.load(file_id).then(
      (blob) => set(image, { href: URL.createObjectURL(blob) }),
      () => image.remove(),
    );
  }

  private shape(seat: PlacedSeat<Seat>, u: number, isFirst: boolean): SVGGElement {
    const r = u * 0.42;
    const color = this.colors.get(seat.category ?? "");
    const body = seat.accessible
      ? svg("rect", {
          class: "seat",
          x: -r,
          y: -r,
          width: 2 * r,
          height: 2 * r,
          rx: r * 0.35,
          "stroke-width": u * 0.06,
        })
      : svg("circle", { class: "seat", r, "stroke-width": u * 0.06 });
    const shape = svg(
      "g",
      {
        "data-id": seat.id,
        role: "button",
        tabindex: isFirst ? 0 : -1,
        transform: `translate(${seat.px} ${seat.py})`,
      },
      svg("circle", { class: "ring", r: r * 1.25, "stroke-width": u * 0.08 }),
      body,
      svg("text", { "font-size": u * 0.32 }),
    );
    if (color) body.style.setProperty("--rim", color);
    this.shapes.set(seat.id, shape);
    return shape;
  }

  private zoomButton(sign: string, name: string, factor: number): HTMLButtonElement {
    const button = el("button", { type: "button", "aria-label": name }, sign);
    button.onclick = () => this.zoom(factor);
    return button;
  }

  private zoom(factor: number): void {
    const [x, y, w, h] = this.view;
    const width = Math.min(this.whole[2] * 1.1, Math.max(this.whole[2] * 0.08, w * factor));
    const height = (h * width) / w;
    this.view = [x + (w - width) / 2, y + (h - height) / 2, width, height];
    this.updateView();
  }

  private updateView(): void {
    set(this.picture, { viewBox: this.view.join(" ") });
  }

  private focus(id: string): void {
    for (const [other, shape] of this.shapes) set(shape, { tabindex: other === id ? 0 : -1 });
    this.shapes.get(id)?.focus();
  }

  private listen(): void {
    let from: { x: number; y: number; view: Box; id: number } | null = null;
    let isDrag = false;
    const seatIdAt = (target: EventTarget | null) =>
      (target as Element | null)?.closest("[data-id]")?.getAttribute("data-id") ?? null;
    this.picture.addEventListener("pointerdown", (event) => {
      from = { x: event.clientX, y: event.clientY, view: this.view, id: event.pointerId };
      isDrag = false;
    });
    this.picture.addEventListener("pointermove", (event) => {
      if (from?.id !== event.pointerId) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!isDrag && Math.hypot(dx, dy) < 8) return;
      isDrag = true;
      const scale = Math.max(
        this.view[2] / this.picture.clientWidth,
        this.view[3] / this.picture.clientHeight,
      );
      this.view = [
        from.view[0] - dx * scale,
        from.view[1] - dy * scale,
        from.view[2],
        from.view[3],
      ];
      this.updateView();
    });
    for (const end of ["pointerup", "pointerleave", "pointercancel"])
      this.picture.addEventListener(end, () => {
        from = null;
      });
    this.picture.addEventListener("click", (event) => {
      const id = seatIdAt(event.target);
      if (id && !isDrag) {
        this.focus(id);
        this.onPick(id);
      }
    });
    this.picture.addEventListener("keydown", (event) => {
      const seat = this.seats.find((one) => one.id === seatIdAt(event.target));
      if (!seat) return;
      const arrow = arrows[event.key];
      if (arrow) {
        event.preventDefault();
        this.focus(nextSeat(this.seats, seat, ...arrow).id);
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.onPick(seat.id);
      }
    });
  }
}

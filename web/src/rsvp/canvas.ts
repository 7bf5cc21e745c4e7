import { categoryLooks } from "../lib/seatcanvas/looks";
import { Hall, State } from "../lib/seatcanvas/hall";
import { SeatCanvas } from "../lib/seatcanvas/seatcanvas";
import { layOut } from "../lib/seatplan";
import type { Seat } from "./calls";
import { el } from "./dom";
import { isUnavailable, nameOf, signOf, type GuestMap, type Look } from "./look";
import type { MapOptions } from "./maps";
import { tableName } from "./seatnames";
import { fill } from "./words";

const stateOf: Record<Look, State> = {
  free: State.free,
  held: State.held,
  mine: State.mine,
  ours: State.mine,
  assigned: State.taken,
  blocked: State.blocked,
};

/** The guest's map for large plans: like `SeatMap`, but on a canvas. It is loaded on demand and never mirrored. */
export class CanvasMap implements GuestMap {
  readonly root: HTMLElement;
  private readonly canvas: SeatCanvas;
  private readonly places = new Map<string, number>();
  private readonly pressed = new Set<number>();

  constructor({ seats, words, lookOf, load, onPick }: MapOptions) {
    const drawing = seats.drawing ?? undefined;
    const plan = layOut(seats.all, drawing);
    plan.tables = plan.tables.map((table) => ({ ...table, label: tableName(table.label, words) }));
    plan.seats.forEach((seat, place) => this.places.set(seat.id, place));
    const looks = new Map(
      categoryLooks(seats.all, drawing?.categories).map((look) => [look.name, look]),
    );
    const host = el("div", { class: "host", "data-seat-canvas": "" });
    const seatAt = (index: number): Seat =>
      seats.get(plan.seats[index]?.id ?? "") ?? (plan.seats[index] as Seat);
    host.style.aspectRatio = `${plan.box[2]} / ${plan.box[3]}`;
    const picture = plan.background;
    this.canvas = new SeatCanvas(host, {
      hall: new Hall(plan, seats.sections, (index) => stateOf[lookOf(seatAt(index))]),
      label: words.map,
      free: (count) => fill(words.freeCount, { count }),
      lookOf: (category) => looks.get(category),
      signOf: (index) => signOf(seatAt(index), lookOf(seatAt(index))),
      describe: (index) => {
        const look = lookOf(seatAt(index));
        return {
          name: nameOf(seatAt(index), look, words),
          isPressed: this.pressed.has(index),
          isDisabled: isUnavailable(look),
        };
      },
      onPress: (index) => onPick(seatAt(index).id),
      picture:
        picture?.width && picture.height
          ? load(picture.file_id).then((blob) => createImageBitmap(blob))
          : undefined,
    });
    const button = (sign: string, name: string, act: () => void) => {
      const node = el("button", { type: "button", "aria-label": name }, sign);
      node.onclick = act;
      return node;
    };
    const zoom = el(
      "div",
      { class: "zoom" },
      button("⤢", words.everything, () => this.canvas.fit()),
      button("−", words.further, () => this.canvas.zoomBy(1 / 1.6)),
      button("+", words.closer, () => this.canvas.zoomBy(1.6)),
    );
    this.root = el("div", { class: "frame", dir: "ltr" }, host, zoom);
  }

  paint(seat: Seat, look: Look, isPressed: boolean): void {
    const place = this.places.get(seat.id);
    if (place === undefined) return;
    if (this.pressed.has(place) !== isPressed) {
      if (isPressed) this.pressed.add(place);
      else this.pressed.delete(place);
      this.canvas.select(this.pressed);
    }
    this.canvas.refresh(place, stateOf[look]);
  }

  destroy(): void {
    this.canvas.destroy();
  }
}

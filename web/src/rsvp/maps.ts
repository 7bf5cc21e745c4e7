import { MAX_SHAPES } from "../lib/seatcanvas/compact";
import type { Seat } from "./calls";
import type { GuestMap, Look } from "./look";
import { SeatMap } from "./map";
import type { Seats } from "./seats";
import type { Words } from "./words";

export interface MapOptions {
  seats: Seats;
  words: Words;
  lookOf: (seat: Seat) => Look;
  load: (file: string) => Promise<Blob>;
  onPick: (id: string) => void;
}

/** Whether a plan is drawn on a canvas, which is loaded only then. */
export const isLarge = (seats: Seats): boolean => seats.all.length > MAX_SHAPES;

export async function openMap(options: MapOptions): Promise<GuestMap> {
  const { seats, words, load, onPick } = options;
  return isLarge(seats)
    ? new (await import("./canvas")).CanvasMap(options)
    : new SeatMap(seats.all, seats.drawing ?? undefined, words, load, onPick);
}

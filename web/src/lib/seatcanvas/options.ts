import type { Hall } from "./hall";
import type { SeatDescription } from "./mirror";
import type { Look } from "./painting";

/** Contents, texts and callbacks of a seat canvas. */
export interface SeatCanvasOptions {
  hall: Hall;
  label: string;
  free: (count: number) => string;
  lookOf: (category: string) => Look | undefined;
  signOf: (index: number) => string;
  describe: (index: number) => SeatDescription;
  onPress: (index: number, isAdding: boolean) => void;
  /** Called with the legible seats in view once the view is idle, to load their details lazily. */
  onVisible?: (seats: number[]) => void;
  picture?: Promise<CanvasImageSource> | undefined;
}

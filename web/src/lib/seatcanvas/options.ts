import type { Hall } from "./hall";
import type { Spoken } from "./mirror";
import type { Look } from "./painting";

/** What a canvas draws, in whose words, and whom it tells. */
export interface SeatCanvasOptions {
  hall: Hall;
  label: string;
  free: (count: number) => string;
  lookOf: (category: string) => Look | undefined;
  signOf: (index: number) => string;
  spoken: (index: number) => Spoken;
  onPress: (index: number, adds: boolean) => void;
  /** Seats that can be told apart now, once one has stopped moving; for what is read only then. */
  onSight?: (seats: number[]) => void;
  picture?: Promise<CanvasImageSource> | undefined;
}

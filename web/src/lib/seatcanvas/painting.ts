import type { Hall } from "./hall";
import type { Palette } from "./palette";

export interface Look {
  hue: string;
  letter: string | null;
}
export interface Painting {
  hall: Hall;
  palette: Palette;
  /** How a category looks. */
  lookOf: (category: string) => Look | undefined;
  /** What stands in a seat when one is near: a number, initials, a sign. */
  signOf: (index: number) => string;
  /** How a block says its free seats. */
  free: (count: number) => string;
  isInviting: () => boolean;
  picture: () => CanvasImageSource | null;
}

/** Seats nearer than so many pixels to each other are shown as blocks, dots, shapes, shapes with words. */
export const detail = { dots: 4.5, shapes: 11, words: 19 };

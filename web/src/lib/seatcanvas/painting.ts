import type { Pattern } from "./looks";
import type { Hall } from "./hall";
import type { Palette } from "./palette";

export interface Look {
  hue: string;
  letter: string | null;
  pattern: Pattern | null;
}
export interface Painting {
  hall: Hall;
  palette: Palette;
  /** Colour and letter of a category. */
  lookOf: (category: string) => Look | undefined;
  /** Text inside a seat at high zoom: a number, initials or a symbol. */
  signOf: (index: number) => string;
  /** Formats a section's number of free seats. */
  free: (count: number) => string;
  isInviting: () => boolean;
  picture: () => CanvasImageSource | null;
}

/** Minimum seat spacing on screen, in pixels, for each level of detail. Below `dots`, sections are shown. */
export const detail = { dots: 4.5, shapes: 11, words: 19 };

import type { Kind, Seat } from "../model/document";

/** Combines many seats into one path, so that thousands of seats need only a few hundred elements. */
export function seatsPath(seats: readonly Seat[], r: number): string {
  return seats
    .map(({ x, y, accessible }) =>
      accessible
        ? `M${x - r} ${y - r}h${2 * r}v${2 * r}h${-2 * r}z`
        : `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`,
    )
    .join("");
}

export function crossesPath(seats: readonly Seat[], r: number): string {
  return seats
    .map(({ x, y }) => `M${x - r} ${y - r}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`)
    .join("");
}

/** Black or white, whichever has more contrast with the #rrggbb colour. */
export function inkOn(color: string): string {
  const hex = /^#([0-9a-f]{6})$/i.exec(color)?.[1];
  if (!hex) return "var(--seat-ink)";
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.3 ? "black" : "white";
}

export const patternId = (kinds: readonly Kind[], name: string) =>
  `kind-${Math.max(
    0,
    kinds.findIndex((kind) => kind.name === name),
  )}`;

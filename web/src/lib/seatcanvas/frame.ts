import type { Camera } from "./camera";
import type { Hall } from "./hall";
import type { Palette } from "./palette";
import type { Rect, Tiles } from "./tiles";

export interface Frame {
  pen: CanvasRenderingContext2D;
  width: number;
  height: number;
  camera: Camera;
  ratio: number;
  palette: Palette;
  isSmooth: boolean;
}

/** Copies the tiles of a level. Where some are missing, tiles of other levels are drawn underneath. */
export function copyTiles(
  frame: Frame,
  tiles: Tiles<HTMLCanvasElement>,
  level: number,
  view: Rect,
): void {
  const { pen } = frame;
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.imageSmoothingEnabled = frame.isSmooth;
  pen.imageSmoothingQuality = "low";
  pen.fillStyle = frame.palette.color("var(--sunken)");
  pen.fillRect(0, 0, frame.width, frame.height);
  const wanted = tiles.over(level, view);
  const isComplete = (places: readonly [number, number][], of: number) =>
    places.every(([column, line]) => tiles.get(of, column, line));
  if (!isComplete(wanted, level)) {
    // Skip much finer levels: they would be thousands of small tiles.
    const others = tiles.levels(level).filter((other) => other <= level + 1);
    const whole = others.find((other) => isComplete(tiles.over(other, view), other));
    for (const other of whole === undefined ? others.slice(0, 2).reverse() : [whole])
      drawTiles(frame, tiles, other, tiles.over(other, view));
  }
  drawTiles(frame, tiles, level, wanted);
}

function drawTiles(
  { pen, camera, ratio }: Frame,
  tiles: Tiles<HTMLCanvasElement>,
  level: number,
  places: readonly [number, number][],
): void {
  const scale = camera.scale * ratio;
  const side = tiles.side(level);
  const edge = (at: number, from: number) => Math.round((at * side - from) * scale);
  for (const [column, line] of places) {
    const tile = tiles.get(level, column, line);
    if (!tile) continue;
    const [x, y] = [edge(column, camera.x), edge(line, camera.y)];
    pen.drawImage(tile.surface, x, y, edge(column + 1, camera.x) - x, edge(line + 1, camera.y) - y);
  }
}

/** Draws rings around the selected seats and the focused one (-1 for none). */
export function drawRings(
  { pen, width, height, camera, ratio, palette }: Frame,
  hall: Hall,
  selected: ReadonlySet<number>,
  focused: number,
): void {
  if (selected.size === 0 && focused < 0) return;
  const {
    xs,
    ys,
    plan: { unit },
  } = hall;
  const scale = camera.scale * ratio;
  const reach = unit * scale;
  pen.strokeStyle = palette.color("var(--accent-text)");
  const ring = (index: number, radius: number, breadth: number) => {
    const [x, y] = [((xs[index] ?? 0) - camera.x) * scale, ((ys[index] ?? 0) - camera.y) * scale];
    if (x < -reach || y < -reach || x > width + reach || y > height + reach) return;
    pen.lineWidth = Math.max(2 * ratio, reach * breadth);
    pen.beginPath();
    pen.arc(x, y, Math.max(4 * ratio, reach * radius), 0, 2 * Math.PI);
    pen.stroke();
  };
  for (const index of selected) ring(index, 0.54, 0.07);
  if (focused >= 0) ring(focused, 0.62, 0.05);
}

import type { Box } from "../seatplan";

/** Where one looks: the plan's point in the canvas's corner, and how many pixels a unit of the plan has. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}

/** The camera that shows all of a box, its middle in the middle. */
export function fitted(box: Box, size: Size, most = Infinity): Camera {
  const scale = Math.min(size.width / box[2], size.height / box[3], most);
  return {
    x: box[0] + box[2] / 2 - size.width / scale / 2,
    y: box[1] + box[3] / 2 - size.height / scale / 2,
    scale,
  };
}

/** Nearer or further, the point under the pointer staying there. */
export function zoomed(
  camera: Camera,
  factor: number,
  at: readonly [number, number],
  least: number,
  most: number,
): Camera {
  const scale = Math.min(most, Math.max(least, camera.scale * factor));
  return {
    x: camera.x + at[0] / camera.scale - at[0] / scale,
    y: camera.y + at[1] / camera.scale - at[1] / scale,
    scale,
  };
}

/** Keeps some of the room in sight. */
export function kept(camera: Camera, whole: Box, size: Size): Camera {
  const [w, h] = [size.width / camera.scale, size.height / camera.scale];
  const x = Math.min(whole[0] + whole[2] - w * 0.25, Math.max(whole[0] - w * 0.75, camera.x));
  const y = Math.min(whole[1] + whole[3] - h * 0.25, Math.max(whole[1] - h * 0.75, camera.y));
  return { x, y, scale: camera.scale };
}

/** Between two cameras, for a short journey: the middle moves evenly, the scale by its logarithm. */
export function between(from: Camera, to: Camera, share: number, size: Size): Camera {
  const eased = 1 - (1 - share) ** 3;
  const scale = from.scale * (to.scale / from.scale) ** eased;
  const middle = (one: Camera) =>
    [one.x + size.width / one.scale / 2, one.y + size.height / one.scale / 2] as const;
  const [[ax, ay], [bx, by]] = [middle(from), middle(to)];
  return {
    x: ax + (bx - ax) * eased - size.width / scale / 2,
    y: ay + (by - ay) * eased - size.height / scale / 2,
    scale,
  };
}

/** The level whose tiles are shown at a scale: half powers of two, so that tiles are only ever shrunk, by less than a third. */
export const levelOf = (scale: number): number => Math.ceil(2 * Math.log2(scale) - 1e-9);
export const scaleOf = (level: number): number => 2 ** (level / 2);

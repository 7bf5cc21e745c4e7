import type { Box } from "../seatplan";

/** The viewport: the plan point in its top-left corner, and pixels per plan unit. */
export interface Camera {
  x: number;
  y: number;
  scale: number;
}
export interface Size {
  width: number;
  height: number;
}

/** The camera that fits a box into the viewport, centred. */
export function fitted(box: Box, size: Size, maxScale = Infinity): Camera {
  const scale = Math.min(size.width / box[2], size.height / box[3], maxScale);
  return {
    x: box[0] + box[2] / 2 - size.width / scale / 2,
    y: box[1] + box[3] / 2 - size.height / scale / 2,
    scale,
  };
}

/** Zooms around a point, which stays where it is on screen. */
export function zoomed(
  camera: Camera,
  factor: number,
  at: readonly [number, number],
  minScale: number,
  maxScale: number,
): Camera {
  const scale = Math.min(maxScale, Math.max(minScale, camera.scale * factor));
  return {
    x: camera.x + at[0] / camera.scale - at[0] / scale,
    y: camera.y + at[1] / camera.scale - at[1] / scale,
    scale,
  };
}

/** Clamps the camera so that part of the room stays visible. */
export function clamped(camera: Camera, whole: Box, size: Size): Camera {
  const [w, h] = [size.width / camera.scale, size.height / camera.scale];
  const x = Math.min(whole[0] + whole[2] - w * 0.25, Math.max(whole[0] - w * 0.75, camera.x));
  const y = Math.min(whole[1] + whole[3] - h * 0.25, Math.max(whole[1] - h * 0.75, camera.y));
  return { x, y, scale: camera.scale };
}

/** Interpolates between two cameras: the centre linearly, the scale logarithmically. */
export function interpolate(from: Camera, to: Camera, progress: number, size: Size): Camera {
  const eased = 1 - (1 - progress) ** 3;
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

/** The tile level for a scale. Levels are half powers of two, so tiles are only ever scaled down, by less than a third. */
export const levelOf = (scale: number): number => Math.ceil(2 * Math.log2(scale) - 1e-9);
export const scaleOf = (level: number): number => 2 ** (level / 2);

import type { Point } from "../model/document";

interface Props {
  lasso: readonly Point[] | null;
  ruler: { from: Point; to: Point } | null;
  corners: readonly Point[];
  perPixel: number;
}

/** Temporary marks during a gesture: lasso, ruler, polygon corners. */
export function Traces({ lasso, ruler, corners, perPixel }: Props) {
  return (
    <>
      {lasso && (
        <polygon
          points={lasso.map(({ x, y }) => `${x},${y}`).join(" ")}
          fill="var(--accent-soft)"
          fillOpacity={0.5}
          stroke="var(--accent-text)"
          strokeWidth={perPixel}
          strokeDasharray={`${4 * perPixel}`}
        />
      )}
      {ruler && (
        <path
          d={`M${ruler.from.x} ${ruler.from.y}L${ruler.to.x} ${ruler.to.y}`}
          stroke="var(--danger)"
          strokeWidth={2 * perPixel}
        />
      )}
      {corners.length > 0 && (
        <polyline
          points={corners.map(({ x, y }) => `${x},${y}`).join(" ")}
          fill="none"
          stroke="var(--accent-text)"
          strokeWidth={2 * perPixel}
        />
      )}
      {corners.map((corner, index) => (
        <circle
          key={index}
          cx={corner.x}
          cy={corner.y}
          r={4 * perPixel}
          fill="var(--accent-text)"
        />
      ))}
    </>
  );
}

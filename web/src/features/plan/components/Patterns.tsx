import type { Kind } from "../model/document";
import { inkOn } from "./marks";

/** Fill patterns for the categories, so that colour is never the only cue. */
export function Patterns({
  kinds,
  unit,
  prefix = "kind",
}: {
  kinds: readonly Kind[];
  unit: number;
  prefix?: string;
}) {
  const s = unit * 0.2;
  return (
    <>
      {kinds.map((kind, index) => (
        <pattern
          key={index}
          id={`${prefix}-${index}`}
          width={s}
          height={s}
          patternUnits="userSpaceOnUse"
          patternTransform={kind.pattern === "stripes" ? "rotate(45)" : undefined}
        >
          <rect width={s} height={s} fill={kind.color || "var(--hue-1)"} />
          <g
            stroke={inkOn(kind.color)}
            fill={inkOn(kind.color)}
            strokeOpacity={0.34}
            fillOpacity={0.34}
            strokeWidth={s * 0.22}
          >
            {kind.pattern === "dots" && <circle cx={s / 2} cy={s / 2} r={s * 0.2} stroke="none" />}
            {kind.pattern === "stripes" && <path d={`M${s / 2} 0V${s}`} />}
            {kind.pattern === "grid" && <path d={`M${s / 2} 0V${s}M0 ${s / 2}H${s}`} />}
            {kind.pattern === "cross" && <path d={`M0 0L${s} ${s}M${s} 0L0 ${s}`} />}
          </g>
        </pattern>
      ))}
    </>
  );
}

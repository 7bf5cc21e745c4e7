import { memo } from "react";
import { areaLook, areaPath, wordPlace, wordSize, type AreaShape } from "@/lib/planshapes";

/** An area of a seating plan with its label, as SVG. `unit` is the width of a seat. */
export const AreaDrawing = memo(function AreaDrawing({
  area,
  unit,
}: {
  area: AreaShape;
  unit: number;
}) {
  const look = areaLook(area);
  const at = wordPlace(area);
  return (
    <g transform={`translate(${area.x} ${area.y}) rotate(${area.rotation ?? 0})`}>
      {area.shape !== "text" && (
        <path
          d={areaPath(area)}
          fill={look.fill}
          stroke={look.stroke}
          strokeWidth={unit * 0.04}
          strokeLinejoin="round"
        />
      )}
      {area.label && (
        <text
          x={at.x}
          y={at.y}
          fontSize={wordSize(area, unit)}
          textAnchor="middle"
          dominantBaseline="central"
          fill={look.ink}
          fontWeight={500}
        >
          {area.label}
        </text>
      )}
    </g>
  );
});

import { memo } from "react";
import { areaLook, areaPath, tablePath, wordPlace, wordSize } from "@/lib/planshapes";
import { tableName } from "@/lib/seatLabels";
import type { Plan } from "../model";

/** Everything around the seats: background image, stage and areas, table tops, row labels. */
export const RoomShapes = memo(function RoomShapes({ plan }: { plan: Plan }) {
  const { unit, background } = plan;
  return (
    <g aria-hidden className="pointer-events-none select-none">
      {background?.width && background.height && (
        <image
          href={`/api/files/${background.file_id}`}
          x={background.x}
          y={background.y}
          width={background.width * background.scale}
          height={background.height * background.scale}
          opacity={background.opacity}
          preserveAspectRatio="none"
        />
      )}
      {plan.areas.map((area, index) => {
        const look = areaLook(area);
        const at = wordPlace(area);
        return (
          <g key={index} transform={`translate(${area.x} ${area.y}) rotate(${area.rotation ?? 0})`}>
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
                textAnchor="middle"
                dominantBaseline="central"
                fontSize={wordSize(area, unit)}
                fontWeight={500}
                fill={look.ink}
              >
                {area.label}
              </text>
            )}
          </g>
        );
      })}
      {plan.tables.map((table) => (
        <g key={table.label} transform={`translate(${table.x} ${table.y})`}>
          <path
            d={tablePath(table, table.radius)}
            transform={`rotate(${table.rotation ?? 0})`}
            fill="var(--surface)"
            stroke="var(--line)"
            strokeWidth={unit * 0.05}
          />
          <text
            textAnchor="middle"
            dominantBaseline="central"
            fontSize={Math.min(
              unit * 0.42,
              ((table.width ?? table.radius * 2) * 1.5) /
                Math.max(4, tableName(table.label).length),
            )}
            fill="var(--quiet)"
          >
            {tableName(table.label)}
          </text>
        </g>
      ))}
      {plan.labels.map((label, index) => (
        <text
          key={index}
          x={label.x}
          y={label.y}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={unit * 0.42}
          fontWeight={600}
          fill="var(--quiet)"
        >
          {label.text}
        </text>
      ))}
    </g>
  );
});

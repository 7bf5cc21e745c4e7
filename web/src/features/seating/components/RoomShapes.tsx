import { memo } from "react";
import { tablePath } from "@/lib/planshapes";
import { tableName } from "@/lib/seatLabels";
import { AreaDrawing } from "@/ui";
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
      {plan.areas.map((area, index) => (
        <AreaDrawing key={index} area={area} unit={unit} />
      ))}
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

import { t } from "@lingui/core/macro";
import {
  Armchair,
  Circle,
  Grid3x3,
  MousePointer2,
  Pentagon,
  RectangleEllipsis,
  Rows3,
  Square,
  Theater,
  Type,
  Users,
} from "lucide-react";
import type { ReactNode } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { Tooltip } from "@/ui";
import type { Editor, Tool } from "./useEditor";

/** The tools, each with a one-letter shortcut. */
export function toolList(): { id: Tool; label: string; key: string; icon: ReactNode }[] {
  return [
    { id: "select", label: t`Select and move`, key: "V", icon: <MousePointer2 size={18} /> },
    { id: "seats", label: t`Select single seats`, key: "S", icon: <Armchair size={18} /> },
    { id: "row", label: t`Row of seats`, key: "W", icon: <RectangleEllipsis size={18} /> },
    { id: "block", label: t`Block of rows`, key: "B", icon: <Grid3x3 size={18} /> },
    { id: "round", label: t`Round table`, key: "T", icon: <Circle size={18} /> },
    { id: "long", label: t`Long table`, key: "L", icon: <Rows3 size={18} /> },
    { id: "head", label: t`Head table`, key: "H", icon: <Users size={18} /> },
    { id: "stage", label: t`Stage`, key: "G", icon: <Theater size={18} /> },
    { id: "area", label: t`Area`, key: "A", icon: <Square size={18} /> },
    { id: "polygon", label: t`Polygon`, key: "P", icon: <Pentagon size={18} /> },
    { id: "text", label: t`Text`, key: "X", icon: <Type size={18} /> },
  ];
}

export function Toolbar({ editor }: { editor: Editor }) {
  return (
    <ToggleButtonGroup
      aria-label={t`Tools`}
      orientation="vertical"
      disallowEmptySelection
      selectedKeys={[editor.tool]}
      onSelectionChange={(keys) => {
        const [key] = keys;
        if (key !== undefined) editor.setTool(key as Tool);
      }}
      className="flex flex-col gap-0.5 overflow-y-auto border-e border-line bg-surface p-1.5"
    >
      {toolList().map((tool) => (
        <Tooltip key={tool.id} text={`${tool.label} (${tool.key})`}>
          <ToggleButton
            id={tool.id}
            aria-label={tool.label}
            className="grid size-10 shrink-0 cursor-pointer place-items-center rounded-control text-quiet transition hover:bg-hover hover:text-text data-selected:bg-accent-soft data-selected:text-accent-text"
          >
            {tool.icon}
          </ToggleButton>
        </Tooltip>
      ))}
    </ToggleButtonGroup>
  );
}

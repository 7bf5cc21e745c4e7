import { t } from "@lingui/core/macro";
import { Select } from "@/ui";
import type { Area, AreaKind } from "../model/document";
import { changedAreas, turned } from "../model/edit";
import { NumberField } from "./NumberField";
import { TextField } from "./TextField";
import { ZoneSelect } from "./ZoneSelect";
import { kindLabel } from "./drawing";
import type { Editor } from "./useEditor";

const kinds: AreaKind[] = [
  "stage",
  "area",
  "bar",
  "dance_floor",
  "wall",
  "entrance",
  "screen",
  "text",
];

export function AreaFields({ editor, area }: { editor: Editor; area: Area }) {
  const { plan, unit } = editor;
  const own = new Set([`a:${area.id}`]);
  const change = (next: Partial<Area>) =>
    editor.act(changedAreas(plan, own, next), `area-${area.id}-${Object.keys(next).join()}`);
  const reshape = (shape: string) => {
    const [w, h] = [
      area.w ?? (area.rx ?? area.radius ?? 100) * 2,
      area.h ?? (area.ry ?? area.radius ?? 60) * 2,
    ];
    if (shape === "rectangle") change({ shape, w, h });
    if (shape === "circle")
      change({ shape, radius: Math.min(w, h) / 2, ...moveBy(area, w / 2, h / 2) });
    if (shape === "ellipse") change({ shape, rx: w / 2, ry: h / 2, ...moveBy(area, w / 2, h / 2) });
  };
  const size = (label: string, name: "w" | "h" | "radius" | "rx" | "ry" | "text_size") => (
    <NumberField
      label={label}
      value={area[name] ?? null}
      min={1}
      max={100_000}
      onChange={(value) => change({ [name]: value })}
    />
  );
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t`What is written on it`}
        value={area.label}
        maxLength={200}
        onChange={(label) => change({ label })}
      />
      {area.shape !== "text" && (
        <Select
          label={t`What it is`}
          value={area.kind}
          options={kinds.map((id) => ({ id, label: kindLabel(id) }))}
          onChange={(id) => change({ kind: id as AreaKind })}
        />
      )}
      {area.shape !== "text" && area.shape !== "polygon" && (
        <Select
          label={t`Shape`}
          value={area.shape}
          options={[
            { id: "rectangle", label: t`Rectangle` },
            { id: "circle", label: t`Circle` },
            { id: "ellipse", label: t`Ellipse` },
          ]}
          onChange={reshape}
        />
      )}
      <div className="grid grid-cols-2 gap-3">
        {area.shape === "rectangle" && (
          <>
            {size(t`Width`, "w")}
            {size(t`Depth`, "h")}
          </>
        )}
        {area.shape === "circle" && size(t`Radius`, "radius")}
        {area.shape === "ellipse" && (
          <>
            {size(t`Half width`, "rx")}
            {size(t`Half depth`, "ry")}
          </>
        )}
        {area.shape === "text" && size(t`Size`, "text_size")}
        <NumberField
          label={t`Turned by °`}
          value={area.rotation}
          onChange={(degrees) => editor.act(turned(plan, own, degrees - area.rotation, unit))}
        />
      </div>
      <ZoneSelect editor={editor} value={area.zone} onChange={(zone) => change({ zone })} />
    </div>
  );
}

/** Round shapes are positioned by their centre, rectangles by their corner. */
function moveBy(area: Area, dx: number, dy: number): Partial<Area> {
  return area.shape === "rectangle" ? { x: area.x + dx, y: area.y + dy } : {};
}

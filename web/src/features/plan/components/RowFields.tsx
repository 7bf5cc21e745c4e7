import { t } from "@lingui/core/macro";
import { Plus, X } from "lucide-react";
import { whole } from "@/lib/numbers";
import { Button, IconButton, Select } from "@/ui";
import type { Direction, Gap, Row } from "../model/document";
import { turned } from "../model/edit";
import { relabelled } from "../model/labels";
import { redrawnRow, shapeOf } from "../model/lines";
import { NumberField } from "./NumberField";
import { TextField } from "./TextField";
import { ZoneSelect } from "./ZoneSelect";
import type { Editor } from "./useEditor";

export function directions(): { id: Direction; label: string }[] {
  return [
    { id: "ltr", label: t`From the left` },
    { id: "rtl", label: t`From the right` },
    { id: "odd_even", label: t`Odd left, even right` },
    { id: "even_odd", label: t`Even left, odd right` },
  ];
}

/** A row's label, numbering and shape. */
export function RowFields({ editor, row }: { editor: Editor; row: Row }) {
  const { plan, unit } = editor;
  const count = editor.lines.get(row.id)?.length ?? 0;
  const shape = shapeOf(plan, row, unit);
  const redraw = (change: Partial<Row>, seats?: number) =>
    editor.act(
      redrawnRow(plan, row.id, change, unit, seats),
      `row-${row.id}-${Object.keys(change).join()}`,
    );
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <TextField label={t`Row`} value={row.label} onChange={(label) => redraw({ label })} />
        <NumberField
          label={t`Seats`}
          value={count}
          min={1}
          max={400}
          onChange={(value) => redraw({}, whole(value))}
        />
        <NumberField
          label={t`First number`}
          value={row.start}
          min={0}
          max={99_999}
          onChange={(value) => redraw({ start: Math.round(value) })}
        />
        <NumberField
          label={t`Numbered by`}
          value={row.step}
          min={1}
          max={100}
          onChange={(value) => redraw({ step: whole(value) })}
        />
      </div>
      <Select
        label={t`Numbered`}
        value={row.direction}
        options={directions()}
        onChange={(id) => redraw({ direction: id as Direction })}
      />
      <div className="grid grid-cols-2 gap-3">
        <NumberField label={t`Curve`} value={row.bend} onChange={(bend) => redraw({ bend })} />
        <NumberField
          label={t`Spacing`}
          value={shape.spacing}
          min={1}
          max={10_000}
          onChange={(spacing) => redraw({ spacing })}
        />
        <NumberField
          label={t`Turned by °`}
          value={row.rotation}
          onChange={(degrees) =>
            editor.act(turned(plan, new Set([`r:${row.id}`]), degrees - row.rotation, unit))
          }
        />
      </div>
      <Aisles gaps={row.gaps} count={count} unit={unit} onChange={(gaps) => redraw({ gaps })} />
      <Select
        label={t`Letter shown`}
        value={row.label_at}
        options={[
          { id: "start", label: t`On the left` },
          { id: "end", label: t`On the right` },
          { id: "both", label: t`At both ends` },
          { id: "none", label: t`Nowhere` },
        ]}
        onChange={(id) => redraw({ label_at: id as Row["label_at"] })}
      />
      <ZoneSelect editor={editor} value={row.zone} onChange={(zone) => redraw({ zone })} />
      <Button
        size="small"
        className="self-start"
        onPress={() => editor.act(relabelled(plan, row.id, true))}
      >{t`Renumber`}</Button>
    </div>
  );
}

/** The aisles of a row: their position and width. */
function Aisles({
  gaps,
  count,
  unit,
  onChange,
}: {
  gaps: Gap[];
  count: number;
  unit: number;
  onChange: (gaps: Gap[]) => void;
}) {
  const set = (index: number, change: Partial<Gap>) =>
    onChange(gaps.map((gap, place) => (place === index ? { ...gap, ...change } : gap)));
  return (
    <div className="flex flex-col gap-2">
      {gaps.map((gap, index) => (
        <div
          key={index}
          className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2"
        >
          <NumberField
            label={t`Aisle after seat`}
            value={gap.after}
            min={1}
            max={Math.max(1, count - 1)}
            onChange={(after) => set(index, { after: Math.round(after) })}
          />
          <NumberField
            label={t`Aisle width`}
            value={gap.width}
            min={1}
            max={10_000}
            onChange={(width) => set(index, { width })}
          />
          <IconButton
            label={t`Remove aisle`}
            icon={<X size={16} />}
            onPress={() => onChange(gaps.filter((_, place) => place !== index))}
          />
        </div>
      ))}
      {gaps.length < 10 && count > 1 && (
        <Button
          size="small"
          className="self-start"
          icon={<Plus size={15} />}
          onPress={() =>
            onChange([...gaps, { after: Math.max(1, Math.floor(count / 2)), width: unit }])
          }
        >{t`Add aisle`}</Button>
      )}
    </div>
  );
}

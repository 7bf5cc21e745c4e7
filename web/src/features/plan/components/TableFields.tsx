import { t } from "@lingui/core/macro";
import { whole } from "@/lib/numbers";
import { Select } from "@/ui";
import type { Table } from "../model/document";
import { redrawnTable } from "../model/lines";
import { NumberField } from "./NumberField";
import { TextField } from "./TextField";
import { ZoneSelect } from "./ZoneSelect";
import type { Editor } from "./useEditor";

export function TableFields({ editor, table }: { editor: Editor; table: Table }) {
  const { plan, unit } = editor;
  const count = editor.lines.get(table.id)?.length ?? 0;
  const redraw = (change: Partial<Table>, chairs?: number) =>
    editor.act(
      redrawnTable(plan, table.id, change, unit, chairs),
      `table-${table.id}-${Object.keys(change).join()}`,
    );
  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={t`Table`}
          value={table.table_number}
          onChange={(name) => {
            if (name) redraw({ table_number: name });
          }}
        />
        <NumberField
          label={t`Chairs`}
          value={count}
          min={1}
          max={200}
          onChange={(value) => redraw({}, whole(value))}
        />
      </div>
      <Select
        label={t`Shape`}
        value={table.shape}
        options={[
          { id: "round", label: t`Round` },
          { id: "long", label: t`Long` },
          { id: "head", label: t`Head table` },
        ]}
        onChange={(id) => redraw({ shape: id as Table["shape"] })}
      />
      <div className="grid grid-cols-2 gap-3">
        {table.shape === "round" ? (
          <NumberField
            label={t`Radius`}
            value={table.radius}
            min={1}
            max={10000}
            onChange={(radius) => redraw({ radius })}
          />
        ) : (
          <>
            <NumberField
              label={t`Width`}
              value={table.width}
              min={1}
              max={100000}
              onChange={(width) => redraw({ width })}
            />
            <NumberField
              label={t`Depth`}
              value={table.height}
              min={1}
              max={100000}
              onChange={(height) => redraw({ height })}
            />
          </>
        )}
        <NumberField
          label={t`Turned by °`}
          value={table.rotation}
          onChange={(rotation) => redraw({ rotation })}
        />
      </div>
      <ZoneSelect editor={editor} value={table.zone} onChange={(zone) => redraw({ zone })} />
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Button, Select } from "@/ui";
import type { Direction } from "../model/document";
import { NumberField } from "./NumberField";
import { directions } from "./RowFields";
import { ZoneSelect } from "./ZoneSelect";
import { drawWithTool, kindLabel } from "./drawing";
import type { Editor, ToolSettings } from "./useEditor";
import type { StageView } from "./useStageView";

const areaKinds: ToolSettings["kind"][] = [
  "area",
  "bar",
  "dance_floor",
  "wall",
  "entrance",
  "screen",
];

/** Options of the current tool. Dragging sets the size; a click or the button uses the size from here. */
export function ToolOptions({ editor, stage }: { editor: Editor; stage: StageView }) {
  const { tool, toolSettings, setToolSettings, plan } = editor;
  const number = (
    label: string,
    name: "count" | "rows" | "chairs" | "spacing" | "rowStep" | "bend" | "start" | "aisle",
    min: number,
    max: number,
  ) => (
    <NumberField
      label={label}
      value={toolSettings[name]}
      min={min}
      max={max}
      onChange={(value) =>
        setToolSettings({
          [name]:
            name === "count" || name === "rows" || name === "chairs" ? Math.round(value) : value,
        })
      }
    />
  );
  const isRow = tool === "row" || tool === "block";
  const isTable = tool === "round" || tool === "long" || tool === "head";
  const isArea = tool === "area" || tool === "polygon";
  const put = () => {
    const { x, y, w, h } = stage.view;
    const middle = { x: x + w / 2, y: y + h / 2 };
    const made = drawWithTool(editor, middle, middle);
    if (made) {
      editor.act(made.plan, null, made.selection);
      editor.setTool("select");
    }
  };
  return (
    <div className="flex flex-col gap-3">
      {isRow && (
        <>
          <div className="grid grid-cols-2 gap-3">
            {tool === "block" && number(t`Rows`, "rows", 1, 200)}
            {number(t`Seats in a row`, "count", 1, 400)}
            {number(t`Spacing`, "spacing", 1, 10_000)}
            {tool === "block" && number(t`From row to row`, "rowStep", 1, 10_000)}
            {number(t`Curve`, "bend", -100_000, 100_000)}
            {number(t`Aisle in the middle`, "aisle", 0, 10_000)}
            {number(t`First number`, "start", 0, 99_999)}
          </div>
          <Select
            label={t`Numbered`}
            value={toolSettings.direction}
            options={directions()}
            onChange={(id) => setToolSettings({ direction: id as Direction })}
          />
        </>
      )}
      {isTable && number(t`Chairs`, "chairs", 1, 200)}
      {(isRow || isTable) && (
        <Select
          label={t`Category`}
          value={toolSettings.category}
          options={plan.categories.map((kind) => ({ id: kind.name, label: kind.name }))}
          onChange={(category) => setToolSettings({ category })}
        />
      )}
      {isArea && (
        <Select
          label={t`What it is`}
          value={toolSettings.kind}
          options={areaKinds.map((id) => ({ id, label: kindLabel(id) }))}
          onChange={(id) => setToolSettings({ kind: id as ToolSettings["kind"] })}
        />
      )}
      {tool !== "measure" && (
        <ZoneSelect
          editor={editor}
          value={toolSettings.zone}
          onChange={(zone) => setToolSettings({ zone })}
        />
      )}
      <p className="text-xs text-quiet">
        {tool === "row"
          ? t`Drag along the row, or press once for the figures above.`
          : tool === "block"
            ? t`Drag a rectangle, or press once for the figures above.`
            : tool === "polygon"
              ? t`Click each corner; Enter closes the shape.`
              : tool === "measure"
                ? t`Drag along something in the image whose length you know.`
                : t`Click where it should go.`}
      </p>
      {tool !== "measure" && <Button onPress={put}>{t`Center it`}</Button>}
    </div>
  );
}

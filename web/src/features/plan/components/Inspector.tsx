import { plural, t } from "@lingui/core/macro";
import { Checkbox } from "@/ui";
import { seatsIn } from "../model/edit";
import { labelOf, relabelled, zoneOf } from "../model/labels";
import { AreaFields } from "./AreaFields";
import { BackgroundFields } from "./BackgroundFields";
import { CategoryEditor } from "./CategoryEditor";
import { ChosenActions, ManyRows } from "./ManyFields";
import { RowFields } from "./RowFields";
import { SeatFields } from "./SeatFields";
import { TableFields } from "./TableFields";
import { TextField } from "./TextField";
import { ToolOptions } from "./ToolOptions";
import { ZoneEditor } from "./ZoneEditor";
import type { Editor } from "./useEditor";
import type { StageView } from "./useStageView";
import { selectionWords } from "./words";

/** Properties of the selection, of the current tool, or of the whole plan if nothing is selected. */
export function Inspector({
  eventId,
  editor,
  stage,
}: {
  eventId: string;
  editor: Editor;
  stage: StageView;
}) {
  const { plan, selection, tool, lines } = editor;
  const isChoosing = tool === "select" || tool === "seats";
  if (!isChoosing)
    return (
      <Body title={t`New object`}>
        <ToolOptions editor={editor} stage={stage} />
      </Body>
    );
  if (selection.size === 0) {
    return (
      <Body title={t`Seating plan`}>
        <TextField
          label={t`Plan name`}
          value={plan.name}
          maxLength={200}
          onChange={(name) => {
            if (name) editor.act({ ...plan, name });
          }}
        />
        <p className="text-sm text-quiet">
          {[
            plural(plan.seats.length, { one: "# seat", other: "# seats" }),
            plural(plan.rows.length, { one: "# row", other: "# rows" }),
            plural(plan.tables.length, { one: "# table", other: "# tables" }),
          ].join(" · ")}
        </p>
        <Checkbox
          isSelected={editor.snap}
          onChange={editor.toggleSnap}
        >{t`Snap to the grid`}</Checkbox>
        <CategoryEditor editor={editor} />
        <ZoneEditor editor={editor} />
        <BackgroundFields eventId={eventId} editor={editor} stage={stage} />
      </Body>
    );
  }
  const seats = seatsIn(plan, selection);
  const [only] = selection;
  const id = only?.slice(2);
  const one =
    selection.size === 1 && only
      ? {
          row: only.startsWith("r:") ? plan.rows.find((row) => row.id === id) : undefined,
          table: only.startsWith("t:") ? plan.tables.find((table) => table.id === id) : undefined,
          area: only.startsWith("a:") ? plan.areas.find((area) => area.id === id) : undefined,
        }
      : null;
  return (
    <Body title={selectionWords(plan, lines, selection)}>
      <ChosenActions editor={editor} />
      {one?.row && <RowFields key={one.row.id} editor={editor} row={one.row} />}
      {one?.table && <TableFields key={one.table.id} editor={editor} table={one.table} />}
      {one?.area && <AreaFields key={one.area.id} editor={editor} area={one.area} />}
      <ManyRows editor={editor} />
      {only?.startsWith("s:") && selection.size === 1 && seats[0] && (
        <NumberOfSeat editor={editor} guid={seats[0].guid} />
      )}
      <SeatFields editor={editor} seats={seats} />
    </Body>
  );
}

function NumberOfSeat({ editor, guid }: { editor: Editor; guid: string }) {
  const { plan } = editor;
  const seat = plan.seats.find((one) => one.guid === guid);
  if (!seat) return null;
  const row = plan.rows.find((one) => one.id === seat.line);
  const set = (number: string) => {
    const numbered = {
      ...plan,
      seats: plan.seats.map((one) =>
        one.guid === guid
          ? {
              ...one,
              number,
              seat_number: row
                ? labelOf(zoneOf(plan, row.zone), row.label, number)
                : one.seat_number,
            }
          : one,
      ),
    };
    editor.act(row || !seat.line ? numbered : relabelled(numbered, seat.line, false));
  };
  return (
    <TextField
      label={t`Number`}
      value={seat.number ?? ""}
      maxLength={20}
      hint={seat.seat_number}
      onChange={(number) => {
        if (number) set(number);
      }}
    />
  );
}

function Body({ title, children }: { title: React.ReactNode; children: React.ReactNode }) {
  return (
    <div className="flex flex-col gap-5 px-4 py-4">
      <h2 className="text-base font-medium">{title}</h2>
      {children}
    </div>
  );
}

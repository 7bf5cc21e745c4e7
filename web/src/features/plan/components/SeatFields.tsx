import { t } from "@lingui/core/macro";
import { Checkbox, Select } from "@/ui";
import type { Seat } from "../model/document";
import { changedSeats } from "../model/edit";
import { TextField } from "./TextField";
import type { Editor } from "./useEditor";

/** Fields shared by single seats, rows and multiple selections: category, accessible, companion, blocked and the reason. */
export function SeatFields({ editor, seats }: { editor: Editor; seats: readonly Seat[] }) {
  const { plan, selection } = editor;
  if (seats.length === 0) return null;
  const change = (next: Partial<Seat>) => editor.act(changedSeats(plan, selection, next));
  const isAllSet = (name: "accessible" | "companion" | "blocked") =>
    seats.every((seat) => seat[name]);
  const isSomeSet = (name: "accessible" | "companion" | "blocked") =>
    seats.some((seat) => seat[name]);
  const flag = (name: "accessible" | "companion" | "blocked", word: string) => (
    <Checkbox
      isSelected={isAllSet(name)}
      isIndeterminate={isSomeSet(name) && !isAllSet(name)}
      onChange={(is) =>
        change(
          name === "blocked" && !is ? { blocked: false, blocked_reason: null } : { [name]: is },
        )
      }
    >
      {word}
    </Checkbox>
  );
  const category = seats.every((seat) => seat.category === seats[0]?.category)
    ? (seats[0]?.category ?? null)
    : null;
  const reason = seats.find((seat) => seat.blocked_reason)?.blocked_reason ?? "";
  return (
    <div className="flex flex-col gap-3">
      <Select
        label={t`Category`}
        value={category}
        options={plan.categories.map((kind) => ({ id: kind.name, label: kind.name }))}
        onChange={(name) => change({ category: name })}
      />
      <div className="flex flex-col gap-1.5">
        {flag("accessible", t`Accessible by wheelchair`)}
        {flag("companion", t`For a plus-one`)}
        {flag("blocked", t`Blocked`)}
      </div>
      {isAllSet("blocked") && (
        <TextField
          label={t`Why is it blocked?`}
          value={reason}
          maxLength={200}
          placeholder={t`Camera, pillar…`}
          onChange={(text) => change({ blocked_reason: text || null })}
        />
      )}
    </div>
  );
}

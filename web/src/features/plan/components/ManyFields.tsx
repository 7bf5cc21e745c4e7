import { t } from "@lingui/core/macro";
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  RotateCcw,
  RotateCw,
  Trash2,
} from "lucide-react";
import { Button, IconButton } from "@/ui";
import { duplicated } from "../model/additions";
import { aligned, distributed, type Side } from "../model/align";
import { copied } from "../model/clip";
import { removed, turned } from "../model/edit";
import { nextLabel } from "../model/layout";
import { redrawnRow } from "../model/lines";
import { TextField } from "./TextField";
import type { Editor } from "./useEditor";

/** Actions for any selection. */
export function ChosenActions({ editor }: { editor: Editor }) {
  const { plan, selection, unit } = editor;
  const objects = [...selection].filter((key) => !key.startsWith("s:"));
  const align = (side: Side) => editor.act(aligned(plan, selection, side, unit));
  const sides: [Side, string, typeof Copy][] = [
    ["left", t`Line up left`, AlignStartVertical],
    ["centre", t`Line up in the middle`, AlignCenterVertical],
    ["right", t`Line up right`, AlignEndVertical],
    ["top", t`Line up at the top`, AlignStartHorizontal],
    ["middle", t`Line up at half height`, AlignCenterHorizontal],
    ["bottom", t`Line up at the bottom`, AlignEndHorizontal],
  ];
  return (
    <div
      className="flex flex-wrap items-center gap-1"
      role="group"
      aria-label={t`Actions for the selection`}
    >
      {selection.size > 1 &&
        sides.map(([side, word, Icon]) => (
          <IconButton
            key={side}
            label={word}
            icon={<Icon size={16} />}
            onPress={() => align(side)}
          />
        ))}
      {selection.size > 2 && (
        <IconButton
          label={t`Spread out evenly sideways`}
          icon={<AlignHorizontalDistributeCenter size={16} />}
          onPress={() => editor.act(distributed(plan, selection, "x", unit))}
        />
      )}
      {selection.size > 2 && (
        <IconButton
          label={t`Spread out evenly downwards`}
          icon={<AlignVerticalDistributeCenter size={16} />}
          onPress={() => editor.act(distributed(plan, selection, "y", unit))}
        />
      )}
      <IconButton
        label={t`Turn back by 15°`}
        icon={<RotateCcw size={16} />}
        onPress={() => editor.act(turned(plan, selection, -15, unit), "turn")}
      />
      <IconButton
        label={t`Turn by 15°`}
        icon={<RotateCw size={16} />}
        onPress={() => editor.act(turned(plan, selection, 15, unit), "turn")}
      />
      {objects.length > 0 && (
        <IconButton
          label={t`Duplicate`}
          icon={<Copy size={16} />}
          onPress={() => {
            const made = duplicated(plan, copied(plan, selection), unit, unit * 1.6);
            editor.act(made.plan, null, made.selection);
          }}
        />
      )}
      <IconButton
        label={t`Delete`}
        icon={<Trash2 size={16} />}
        className="text-danger"
        onPress={() => editor.act(removed(plan, selection), null, new Set())}
      />
    </div>
  );
}

/** Labels several rows in sequence from one letter, starting at the front. */
export function ManyRows({ editor }: { editor: Editor }) {
  const { plan, unit, objects, selection } = editor;
  const rows = objects
    .filter((one) => selection.has(one.key) && one.key.startsWith("r:"))
    .map((one) => one.key.slice(2));
  if (rows.length < 2) return null;
  const first = plan.rows.find((row) => row.id === rows[0]);
  const label = (from: string, order: string[]) => {
    // use temporary labels first, so that no two rows share a label in between
    let name = from;
    const next = order.reduce((result, id) => {
      const made = redrawnRow(result, id, { label: name }, unit);
      name = nextLabel(name);
      return made;
    }, plan);
    editor.act(next);
  };
  return (
    <div className="flex flex-col gap-2">
      <TextField
        label={t`Rows labeled from`}
        value={first?.label ?? "A"}
        hint={t`The front row first; the others follow.`}
        onChange={(from) => {
          if (from) label(from, rows);
        }}
      />
      <Button
        size="small"
        className="self-start"
        onPress={() => label(first?.label ?? "A", rows.toReversed())}
      >{t`Label from the back`}</Button>
    </div>
  );
}

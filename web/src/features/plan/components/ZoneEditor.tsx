import { t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { freshId } from "@/lib/ids";
import { Button, IconButton } from "@/ui";
import type { Zone } from "../model/document";
import { relabelled } from "../model/labels";
import { TextField } from "./TextField";
import type { Editor } from "./useEditor";

/** Edits zones such as stalls or balcony. The label prefix tells two rows A apart. */
export function ZoneEditor({ editor }: { editor: Editor }) {
  const { plan } = editor;
  const change = (index: number, next: Partial<Zone>) => {
    const before = plan.zones[index];
    if (!before) return;
    const named = { ...plan, zones: plan.zones.with(index, { ...before, ...next }) };
    const rows = "prefix" in next ? plan.rows.filter((row) => row.zone === before.id) : [];
    editor.act(rows.reduce((result, row) => relabelled(result, row.id, false), named));
  };
  const withoutZone = <T extends { zone: string | null }>(list: T[], id: string) =>
    list.map((one) => (one.zone === id ? { ...one, zone: null } : one));
  const remove = (zone: Zone) => {
    const rows = plan.rows.filter((row) => row.zone === zone.id);
    const next = {
      ...plan,
      zones: plan.zones.filter((one) => one.id !== zone.id),
      rows: withoutZone(plan.rows, zone.id),
      tables: withoutZone(plan.tables, zone.id),
      areas: withoutZone(plan.areas, zone.id),
    };
    editor.act(
      zone.prefix ? rows.reduce((result, row) => relabelled(result, row.id, false), next) : next,
    );
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Areas`}</h3>
      {plan.zones.map((zone, index) => (
        <div key={zone.id} className="flex items-end gap-2">
          <TextField
            className="min-w-0 flex-1"
            label={t`Name`}
            value={zone.name}
            maxLength={100}
            onChange={(name) => change(index, { name })}
          />
          <TextField
            className="w-28"
            label={t`Before labels`}
            value={zone.prefix}
            placeholder={t`nothing`}
            onChange={(prefix) => change(index, { prefix })}
          />
          <IconButton
            label={t`Delete section; its seats stay`}
            icon={<Trash2 size={16} />}
            onPress={() => remove(zone)}
          />
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        icon={<Plus size={15} />}
        onPress={() => {
          const name = plan.zones.length === 0 ? t`Stalls` : t`Part ${plan.zones.length + 1}`;
          editor.act({
            ...plan,
            zones: [
              ...plan.zones,
              {
                id: freshId(),
                name,
                prefix: plan.zones.length === 0 ? "" : name,
                x: 0,
                y: 0,
                rotation: 0,
              },
            ],
          });
        }}
      >
        {t`Add section`}
      </Button>
    </section>
  );
}

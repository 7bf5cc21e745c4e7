import { t } from "@lingui/core/macro";
import { Select } from "@/ui";
import type { Editor } from "./useEditor";

export function ZoneSelect({
  editor,
  value,
  onChange,
}: {
  editor: Editor;
  value: string | null;
  onChange: (zone: string | null) => void;
}) {
  if (editor.plan.zones.length === 0) return null;
  return (
    <Select
      label={t`Area`}
      value={value ?? "-"}
      options={[
        { id: "-", label: t`None` },
        ...editor.plan.zones.map((zone) => ({ id: zone.id, label: zone.name || "–" })),
      ]}
      onChange={(id) => onChange(id === "-" ? null : id)}
    />
  );
}

import { t } from "@lingui/core/macro";
import type { PaperRequest } from "@/api";
import { Checkbox, Notice, Select } from "@/ui";
import { labelSheetIds, labelSheets, type LabelSheetId } from "../labels";
import { LabelSheet } from "./LabelSheet";

type Status = NonNullable<PaperRequest["statuses"]>[number];
type Chosen = Required<Pick<PaperRequest, "label_sheet" | "first_label" | "statuses">>;

/** Which sheet labels are printed on, where they begin, and for whom. */
export function LabelFields({
  value,
  isPrinted,
  onChange,
}: {
  value: Chosen;
  /** Whether they are for a printer, not for mail merge. */
  isPrinted: boolean;
  onChange: (change: Partial<Chosen>) => void;
}) {
  const { columns, rows } = labelSheets[value.label_sheet];
  const places = Array.from({ length: columns * rows }, (_, index) => String(index + 1));
  const statuses: { id: Status; label: string }[] = [
    { id: "pending", label: t`No reply yet` },
    { id: "accepted", label: t`Coming` },
    { id: "waitlisted", label: t`Waitlisted` },
    { id: "declined", label: t`Not coming` },
  ];
  const toggle = (id: Status, isChosen: boolean) =>
    onChange({
      statuses: statuses
        .map((one) => one.id)
        .filter((one) => (one === id ? isChosen : value.statuses.includes(one))),
    });
  return (
    <>
      <div role="group" aria-label={t`Replies to include`} className="flex flex-col gap-2">
        <p className="text-sm font-medium">{t`Replies to include`}</p>
        <div className="flex flex-wrap gap-x-6 gap-y-2">
          {statuses.map(({ id, label }) => (
            <Checkbox
              key={id}
              isSelected={value.statuses.includes(id)}
              isDisabled={value.statuses.length === 1 && value.statuses[0] === id}
              onChange={(isChosen) => toggle(id, isChosen)}
            >
              {label}
            </Checkbox>
          ))}
        </div>
      </div>
      {isPrinted && (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <div className="flex flex-col gap-4">
              <Select
                label={t`Sheet of labels`}
                value={value.label_sheet}
                onChange={(id) => onChange({ label_sheet: id as LabelSheetId, first_label: 1 })}
                options={labelSheetIds.map((id) => ({
                  id,
                  label: `Avery ${id.toUpperCase()}`,
                  hint: `${labelSheets[id].columns * labelSheets[id].rows} · ${labelSheets[id].size}`,
                }))}
              />
              <Select
                label={t`Start at label`}
                value={String(value.first_label)}
                onChange={(place) => onChange({ first_label: Number(place) })}
                options={places.map((place) => ({ id: place, label: place }))}
              />
            </div>
            <LabelSheet
              sheet={value.label_sheet}
              first={value.first_label}
              onFirst={(first_label) => onChange({ first_label })}
            />
          </div>
          <Notice>{t`Print at 100%, not fitted to the page. Try it on plain paper first.`}</Notice>
        </>
      )}
    </>
  );
}

import { t } from "@lingui/core/macro";
import { Button, Card, Notice, Select } from "@/ui";
import type { ImportReport } from "@/api";
import type { ImportChoices } from "../imports";
import { ReadingChoices } from "./ReadingChoices";
import { fieldLabel, importFields, mappingProblem } from "../model";

interface Props {
  found: ImportReport;
  mapping: Record<string, string>;
  onMapping: (mapping: Record<string, string>) => void;
  choices: ImportChoices;
  onChoices: (changed: Partial<ImportChoices>, isRead: boolean) => void;
  isPending: boolean;
  onBack: () => void;
  onNext: () => void;
}

export function MappingStep({
  found,
  mapping,
  onMapping,
  choices,
  onChoices,
  isPending,
  onBack,
  onNext,
}: Props) {
  const problem = mappingProblem(mapping);
  const options = importFields.map((id) => ({ id, label: fieldLabel(id) }));
  return (
    <Card title={t`What does each column mean?`}>
      <ReadingChoices found={found} choices={choices} onChange={onChoices} />
      {found.is_remembered && (
        <p className="mb-3 text-sm text-quiet">{t`The columns are matched as in your last file with the same ones.`}</p>
      )}
      <ul className="divide-y border-t border-line divide-line">
        {(found.columns ?? []).map((column) => (
          <li
            key={column.name}
            className="grid items-center gap-x-6 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_16rem]"
          >
            <div className="min-w-0">
              <p className="text-sm font-medium" dir="auto">
                {column.name}
              </p>
              <p className="truncate text-xs text-quiet" dir="auto">
                {column.samples.slice(0, 3).join(" · ") || t`empty`}
              </p>
            </div>
            <Select
              label={t`Meaning of ${column.name}`}
              hideLabel
              options={options}
              value={mapping[column.name] ?? "ignore"}
              onChange={(field) => onMapping({ ...mapping, [column.name]: field })}
            />
          </li>
        ))}
      </ul>
      <div className="mt-4 flex flex-col gap-4 border-t border-line pt-5">
        <Select
          label={t`When someone is already on the list`}
          className="max-w-sm"
          value={choices.onDuplicate}
          onChange={(choice) =>
            onChoices({ onDuplicate: choice as ImportChoices["onDuplicate"] }, false)
          }
          options={[
            { id: "update", label: t`Update existing guests` },
            { id: "skip", label: t`Skip existing guests` },
          ]}
        />
        <Select
          label={t`When a phone number or e-mail address can't be read`}
          className="max-w-sm"
          value={choices.onBadValue}
          onChange={(choice) =>
            onChoices({ onBadValue: choice as ImportChoices["onBadValue"] }, false)
          }
          options={[
            { id: "leave_out", label: t`Import the guest without it` },
            { id: "skip_row", label: t`Don't import the guest` },
          ]}
        />
        {problem && <Notice tone="warning">{problem}</Notice>}
        <div className="flex justify-between gap-2">
          <Button tone="quiet" onPress={onBack}>{t`Another file`}</Button>
          <Button
            tone="filled"
            isDisabled={problem !== null}
            isPending={isPending}
            onPress={onNext}
          >{t`Preview`}</Button>
        </div>
      </div>
    </Card>
  );
}

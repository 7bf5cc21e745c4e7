import { t } from "@lingui/core/macro";
import { Button, Card, Notice, Select } from "@/ui";
import { fieldLabel, importFields, mappingProblem } from "../model";

interface Props {
  columns: { name: string; samples: string[] }[];
  mapping: Record<string, string>;
  onMapping: (mapping: Record<string, string>) => void;
  onDuplicate: "skip" | "update";
  onOnDuplicate: (choice: "skip" | "update") => void;
  isPending: boolean;
  onBack: () => void;
  onNext: () => void;
}

export function MappingStep({
  columns,
  mapping,
  onMapping,
  onDuplicate,
  onOnDuplicate,
  isPending,
  onBack,
  onNext,
}: Props) {
  const problem = mappingProblem(mapping);
  const options = importFields.map((id) => ({ id, label: fieldLabel(id) }));
  return (
    <Card title={t`What does each column mean?`}>
      <ul className="divide-y divide-line">
        {columns.map((column) => (
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
          value={onDuplicate}
          onChange={(choice) => onOnDuplicate(choice as "skip" | "update")}
          options={[
            { id: "update", label: t`Update existing guests` },
            { id: "skip", label: t`Skip existing guests` },
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

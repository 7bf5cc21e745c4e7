import { t } from "@lingui/core/macro";
import type { Question } from "@/api";
import { isolated } from "@/lib/bidi";
import { Checkbox, Select } from "@/ui";
import { hasOptions } from "../model";

/** When a question is asked: always, or only after an answer to an earlier one. */
export function ConditionFields({
  earlier,
  on,
  answers,
  error,
  onChange,
}: {
  /** Those that this one may depend on. */
  earlier: Question[];
  on: string;
  answers: string[];
  error: string | undefined;
  onChange: (on: string, answers: string[]) => void;
}) {
  const other = earlier.find((one) => one.id === on);
  if (earlier.length === 0) return null;
  return (
    <div className="flex flex-col gap-3">
      <Select
        name="condition_on"
        label={t`Show this question`}
        value={on || "always"}
        error={error}
        onChange={(next) => {
          const chosen = earlier.find((one) => one.id === next);
          onChange(chosen?.id ?? "", chosen?.kind === "agree" ? ["yes"] : []);
        }}
        options={[
          { id: "always", label: t`Always` },
          ...earlier.map((one) => ({
            id: one.id,
            label: t`Depending on “${isolated(one.label)}”`,
          })),
        ]}
      />
      {other?.kind === "agree" && (
        <Select
          label={t`Only if it is`}
          value={answers[0] ?? "yes"}
          onChange={(next) => onChange(on, [next])}
          options={[
            { id: "yes", label: t`Checked` },
            { id: "no", label: t`Not checked` },
          ]}
        />
      )}
      {other && hasOptions(other.kind) && (
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-1 text-sm font-medium">{t`Only if the answer is`}</legend>
          {other.options.map((option) => (
            <Checkbox
              key={option}
              isSelected={answers.includes(option)}
              onChange={(isOn) =>
                onChange(on, isOn ? [...answers, option] : answers.filter((one) => one !== option))
              }
            >
              <bdi>{option}</bdi>
            </Checkbox>
          ))}
          <p className="text-xs text-quiet">{t`If none is chosen, any answer counts.`}</p>
        </fieldset>
      )}
    </div>
  );
}

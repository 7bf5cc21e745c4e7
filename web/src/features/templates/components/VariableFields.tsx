import { t } from "@lingui/core/macro";
import { Field, Select } from "@/ui";
import { guestValues } from "../model";

interface Props {
  /** The placeholders that need a value. */
  names: readonly string[];
  values: Record<string, string>;
  error?: string | undefined;
  onChange: (values: Record<string, string>) => void;
}

const own = "own";

/** What stands for each placeholder of a template: a value of the guest, or words of one's own. */
export function VariableFields({ names, values, error, onChange }: Props) {
  if (names.length === 0) return null;
  const set = (name: string, value: string) => onChange({ ...values, [name]: value });
  const isGuestValue = (value: string) => guestValues.some((one) => one.id === value);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 text-sm font-medium">{t`Placeholders`}</legend>
      {names.map((name) => {
        const value = values[name] ?? "";
        return (
          <div key={name} className="grid items-start gap-3 sm:grid-cols-2">
            <Select
              label={`{{${name}}}`}
              value={isGuestValue(value) ? value : own}
              onChange={(chosen) => set(name, chosen === own ? "" : chosen)}
              options={[
                ...guestValues.map(({ id, label }) => ({ id, label: label() })),
                { id: own, label: t`Own text` },
              ]}
            />
            {!isGuestValue(value) && (
              <Field
                label={t`Text for ${name}`}
                value={value}
                onChange={(text) => set(name, text)}
                maxLength={500}
              />
            )}
          </div>
        );
      })}
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </fieldset>
  );
}

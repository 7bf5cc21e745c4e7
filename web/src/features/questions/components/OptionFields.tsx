import { t } from "@lingui/core/macro";
import type { ComponentProps } from "react";
import { Field } from "@/ui";
import { optionsFrom } from "../model";

/** The options, one per line, and how many people may choose each. */
export function OptionFields({
  options,
  quotas,
  onQuotas,
}: {
  options: Pick<ComponentProps<typeof Field>, "name" | "value" | "onChange" | "error"> & {
    value: string;
  };
  quotas: Record<string, string>;
  onQuotas: (quotas: Record<string, string>) => void;
}) {
  return (
    <>
      <Field
        label={t`Choices`}
        multiline
        rows={5}
        {...options}
        hint={t`One per line, at least two.`}
        placeholder={t`Fish\nMeat\nVegetarian`}
      />
      <QuotaFields options={optionsFrom(options.value)} quotas={quotas} onChange={onQuotas} />
    </>
  );
}

/** How many people may choose each option; empty for as many as like. */
function QuotaFields({
  options,
  quotas,
  onChange,
}: {
  options: string[];
  quotas: Record<string, string>;
  onChange: (quotas: Record<string, string>) => void;
}) {
  if (options.length < 2) return null;
  const isUsed = options.some((option) => quotas[option]);
  return (
    <details className="rounded-control border border-line px-4 py-3" open={isUsed || undefined}>
      <summary className="cursor-pointer text-sm font-medium">{t`Places per choice`}</summary>
      <p className="mt-2 text-sm text-quiet">{t`Once so many guests have chosen it, others can't. Leave empty for no limit.`}</p>
      <div className="mt-3 grid gap-4 sm:grid-cols-2">
        {options.map((option) => (
          <Field
            key={option}
            label={option}
            type="number"
            inputMode="numeric"
            min={0}
            max={1_000_000}
            value={quotas[option] ?? ""}
            onChange={(next) => onChange({ ...quotas, [option]: next })}
          />
        ))}
      </div>
    </details>
  );
}

import { t } from "@lingui/core/macro";
import { Field } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import type { TypeFormState } from "./TypeForm";

/** When the tickets are sold, how many at once, and with which tax. */
export function SaleFields({ form }: { form: TypeFormState }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DateTime label={t`Sale starts`} {...form.bind("sales_start")} />
      <DateTime label={t`Sale ends`} {...form.bind("sales_end")} />
      <Field
        label={t`Minimum per order`}
        type="number"
        inputMode="numeric"
        min={1}
        max={100}
        {...form.bind("min_per_order")}
      />
      <Field
        label={t`Maximum per order`}
        type="number"
        inputMode="numeric"
        min={1}
        max={100}
        {...form.bind("max_per_order")}
      />
      <Field
        label={t`Tax in percent`}
        inputMode="decimal"
        {...form.bind("tax_percent")}
        hint={t`Leave empty for the event's.`}
      />
    </div>
  );
}

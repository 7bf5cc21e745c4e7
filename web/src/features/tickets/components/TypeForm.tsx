import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useForm, type EventRow, type TicketType } from "@/api";
import { Field, FormPanel, Switch, toast } from "@/ui";
import { inputOf, schema, valuesOf } from "../form";
import { useAddType, useChangeType } from "../queries";
import { SaleFields } from "./SaleFields";
import { StepFields } from "./StepFields";
import { TypeFields } from "./TypeFields";

interface Props {
  event: EventRow;
  /** Null for a new one. */
  type: TicketType | null;
  /** Where a new one goes. */
  position: number;
  onClose: () => void;
}

/** Adds or changes a type of tickets: name, price and number first, everything else on request. */
export function TypeForm({ event, type, position, onClose }: Props) {
  const { currency, timezone } = event;
  const add = useAddType(event.id);
  const change = useChangeType(event.id);
  const form = useForm({
    schema: schema(currency),
    values: valuesOf(type, currency, timezone),
    save: (values) => {
      const body = inputOf(values, currency, timezone);
      return type
        ? change.mutateAsync({ ...body, id: type.id, version: type.version })
        : add.mutateAsync({ ...body, position });
    },
    onSaved: () => {
      toast.show(t`Saved`);
      onClose();
    },
  });
  const { now } = form;
  // built when it is first opened, so that typing a name stays quick
  const [hasMore, setHasMore] = useState(false);
  return (
    <FormPanel
      title={type ? t`Edit tickets` : t`Add tickets`}
      action={type ? t`Save changes` : t`Add tickets`}
      form={form}
      isDisabled={false}
      onClose={onClose}
      className="gap-5"
    >
      <Field label={t`Name`} {...form.bind("name")} placeholder={t`Standard`} autoFocus />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={now.is_free_price ? t`Lowest price (${currency})` : t`Price (${currency})`}
          inputMode="decimal"
          {...form.bind("price")}
          hint={t`Leave empty if they are free.`}
        />
        <Field
          label={t`Quantity`}
          type="number"
          inputMode="numeric"
          min={0}
          max={1_000_000}
          {...form.bind("quota")}
          hint={t`Leave empty for no limit.`}
        />
      </div>
      <details
        className="rounded-control border border-line"
        onToggle={(toggled) => {
          if (toggled.currentTarget.open) setHasMore(true);
        }}
      >
        <summary className="cursor-pointer px-4 py-3 text-sm font-medium">{t`More`}</summary>
        {hasMore && (
          <div className="flex flex-col gap-5 border-t border-line px-4 py-4">
            <TypeFields form={form} />
            <StepFields
              currency={currency}
              bind={(at) => ({
                price: form.bind(`price_steps.${at}.price`),
                until: form.bind(`price_steps.${at}.until`),
                first: form.bind(`price_steps.${at}.first`),
              })}
              count={now.price_steps.length}
              onAdd={() =>
                form.set("price_steps", [...now.price_steps, { price: "", until: null, first: "" }])
              }
              onRemove={(at) =>
                form.set(
                  "price_steps",
                  now.price_steps.filter((_, place) => place !== at),
                )
              }
            />
            <SaleFields form={form} />
            <Switch
              {...form.bindSwitch("is_free_price")}
              hint={t`At least the price above.`}
            >{t`Buyers choose what they pay`}</Switch>
            <Switch
              {...form.bindSwitch("is_addon")}
              hint={t`Such as parking or a book. It doesn't let anybody in.`}
            >{t`Add-on, not an admission`}</Switch>
            <Switch
              {...form.bindSwitch("is_hidden")}
              hint={t`Only people with a promo code for these tickets see them.`}
            >{t`Hidden`}</Switch>
            <Switch {...form.bindSwitch("needs_names")}>{t`Each ticket needs a name`}</Switch>
          </div>
        )}
      </details>
    </FormPanel>
  );
}

/** The form of a type, for the groups of its fields. */
export type TypeFormState = ReturnType<typeof useForm<ReturnType<typeof schema>, unknown>>;

import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow, type PromoCode, type TicketType } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { toMinor, toTyped } from "@/lib/money";
import { Checkbox, Field, FormPanel, Select, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { typedAmount } from "../form";
import { useSavePromo } from "../queries";

const schema = (currency: string) =>
  z
    .object({
      code: z
        .string()
        .trim()
        .min(1, t`Enter a code.`)
        .max(50, t`Use at most 50 characters.`),
      effect: z.enum(["percent", "amount", "none"]),
      percent: z.string(),
      amount: typedAmount(currency),
      quota: z.string(),
      starts_at: z.custom<CalendarDateTime | null>(),
      ends_at: z.custom<CalendarDateTime | null>(),
      ticket_type_ids: z.array(z.string()),
    })
    .refine(({ effect, percent }) => effect !== "percent" || percent.trim() !== "", {
      path: ["percent"],
      error: t`Enter the percentage.`,
    })
    .refine(({ effect, amount }) => effect !== "amount" || amount.trim() !== "", {
      path: ["amount"],
      error: t`Enter the amount.`,
    });

type Values = z.output<ReturnType<typeof schema>>;

const valuesOf = (promo: PromoCode | null, { currency, timezone }: EventRow): Values => ({
  code: promo?.code ?? "",
  effect:
    promo === null || promo.percent !== null
      ? "percent"
      : promo.amount !== null
        ? "amount"
        : "none",
  percent: promo?.percent ? String(Number(promo.percent)) : "",
  amount: promo?.amount ? toTyped(promo.amount, currency) : "",
  quota: promo?.quota ? String(promo.quota) : "",
  starts_at: promo?.starts_at ? toWall(promo.starts_at, timezone) : null,
  ends_at: promo?.ends_at ? toWall(promo.ends_at, timezone) : null,
  ticket_type_ids: promo?.ticket_type_ids ?? [],
});

const inputOf = ({ effect, ...values }: Values, { currency, timezone }: EventRow) => ({
  ...values,
  percent: effect === "percent" ? values.percent.trim().replace(",", ".") : null,
  amount: effect === "amount" ? toMinor(values.amount, currency) : null,
  quota: values.quota ? Number(values.quota) : null,
  starts_at: values.starts_at && toInstant(values.starts_at, timezone),
  ends_at: values.ends_at && toInstant(values.ends_at, timezone),
});

interface Props {
  event: EventRow;
  types: TicketType[];
  /** Null for a new one. */
  promo: PromoCode | null;
  onClose: () => void;
}

/** Adds or changes a promo code. */
export function PromoForm({ event, types, promo, onClose }: Props) {
  const { currency } = event;
  const save = useSavePromo(event.id);
  const form = useForm({
    schema: schema(currency),
    values: valuesOf(promo, event),
    save: (values) => {
      const body = inputOf(values, event);
      return save.mutateAsync(promo ? { ...body, id: promo.id, version: promo.version } : body);
    },
    onSaved: () => {
      toast.show(t`Saved`);
      onClose();
    },
  });
  const { now } = form;
  const chosen = now.ticket_type_ids;
  return (
    <FormPanel
      title={promo ? t`Edit promo code` : t`Add promo code`}
      action={promo ? t`Save changes` : t`Add promo code`}
      form={form}
      isDisabled={false}
      onClose={onClose}
      className="gap-5"
    >
      <Field
        label={t`Code`}
        {...form.bind("code")}
        autoFocus
        placeholder={t`FRIENDS`}
        hint={t`Upper and lower case don't matter.`}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          label={t`What it does`}
          {...form.bind("effect")}
          options={[
            { id: "percent", label: t`Percent off` },
            { id: "amount", label: t`Amount off` },
            { id: "none", label: t`Only shows hidden tickets` },
          ]}
        />
        {now.effect === "percent" && (
          <Field label={t`Percent`} inputMode="decimal" {...form.bind("percent")} />
        )}
        {now.effect === "amount" && (
          <Field
            label={t`Amount (${currency})`}
            inputMode="decimal"
            {...form.bind("amount")}
            hint={t`Off the whole order.`}
          />
        )}
        <Field
          label={t`Number of uses`}
          type="number"
          inputMode="numeric"
          min={1}
          max={1_000_000}
          {...form.bind("quota")}
          hint={t`Leave empty for no limit.`}
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <DateTime label={t`Valid from`} {...form.bind("starts_at")} />
        <DateTime label={t`Valid until`} {...form.bind("ends_at")} />
      </div>
      {types.length > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t`Only for`}</legend>
          {types.map((type) => (
            <Checkbox
              key={type.id}
              isSelected={chosen.includes(type.id)}
              onChange={(isOn) =>
                form.set(
                  "ticket_type_ids",
                  isOn ? [...chosen, type.id] : chosen.filter((id) => id !== type.id),
                )
              }
            >
              <bdi>{type.name}</bdi>
            </Checkbox>
          ))}
          <p className="text-xs text-quiet">{t`Choose none, and it's for all tickets.`}</p>
        </fieldset>
      )}
    </FormPanel>
  );
}

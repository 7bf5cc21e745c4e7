import { t } from "@lingui/core/macro";
import type { useForm } from "@/api";
import { currencyOptions } from "@/lib/money";
import { Card, Choices, ComboBox, Field, Switch } from "@/ui";
import type { termsSchema } from "../terms";

/** The form of the terms of sale, for its cards. */
export type TermsForm = ReturnType<typeof useForm<ReturnType<typeof termsSchema>, unknown>>;

/** Currency, tax, and who bears the platform's fee. */
export function PriceCard({ form }: { form: TermsForm }) {
  return (
    <Card title={t`Prices and tax`}>
      <div className="flex flex-col gap-5">
        <ComboBox
          label={t`Currency`}
          options={currencyOptions()}
          {...form.bind("currency")}
          onChange={(id) => form.set("currency", id ?? form.now.currency)}
          hint={t`Prices keep their numbers: check them after a change. Placed orders keep their currency.`}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Tax in percent`} inputMode="decimal" {...form.bind("tax_percent")} />
          <Field
            label={t`Your tax number`}
            {...form.bind("tax_number")}
            dir="ltr"
            hint={t`VAT or GST number, for receipts.`}
          />
        </div>
        <Choices
          label={t`Tax`}
          value={form.now.tax_included}
          onChange={(next) => form.set("tax_included", next)}
          columns={2}
          choices={[
            { id: "yes", label: t`Included in prices`, hint: t`Buyers pay the price you set.` },
            { id: "no", label: t`Added to prices`, hint: t`Buyers pay the price and the tax.` },
          ]}
        />
        <Choices
          label={t`Platform fee`}
          value={form.now.fee_bearer}
          onChange={(next) => form.set("fee_bearer", next)}
          columns={2}
          choices={[
            { id: "organizer", label: t`You pay it`, hint: t`It is taken out of the price.` },
            { id: "buyer", label: t`Buyers pay it`, hint: t`It is added to the price.` },
          ]}
        />
      </div>
    </Card>
  );
}

/** How orders are paid without a provider. */
export function TransferCard({ form }: { form: TermsForm }) {
  return (
    <Card title={t`Bank transfer and cash`}>
      <div className="flex flex-col gap-5">
        <p className="text-sm text-quiet">{t`Places are held until you confirm that the money has arrived. Transfers are offered once there is an IBAN.`}</p>
        <Field label={t`IBAN`} {...form.bind("iban")} dir="ltr" autoComplete="off" />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t`Account holder`} {...form.bind("bank_name")} />
          <Field label={t`BIC`} {...form.bind("bic")} dir="ltr" hint={t`If the bank needs one.`} />
        </div>
        <Switch
          {...form.bindSwitch("takes_cash")}
          hint={t`Places are held until the event is over.`}
        >{t`Buyers can pay in cash at the door`}</Switch>
        <Field label={t`Payment instructions`} multiline {...form.bind("payment_text")} />
      </div>
    </Card>
  );
}

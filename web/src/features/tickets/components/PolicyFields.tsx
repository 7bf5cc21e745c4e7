import { t } from "@lingui/core/macro";
import { Plus, Trash2 } from "lucide-react";
import { DateTime } from "@/ui/DateTime";
import { Button, Field, IconButton, Select, Switch } from "@/ui";
import { MAX_STEPS } from "../terms";
import type { TermsForm } from "./TermsCards";

/** What buyers get back who cancel by themselves, by how long it is until the start. */
export function PolicyFields({ form }: { form: TermsForm }) {
  const { steps } = form.now;
  return (
    <>
      <p className="text-sm text-quiet">
        {steps.length === 0
          ? t`Without a step, buyers who cancel get no refund. You can still refund any amount yourself.`
          : t`Each order keeps the policy of the day it was placed.`}
      </p>
      <ol className="flex flex-col gap-3">
        {steps.map((_, at) => (
          <li
            key={at}
            className="grid grid-cols-2 items-start gap-3 rounded-control bg-sunken p-3 sm:grid-cols-[1fr_1fr_1fr_auto]"
          >
            <Field
              label={t`Until`}
              type="number"
              inputMode="numeric"
              min={0}
              max={8760}
              {...form.bind(`steps.${at}.before`)}
            />
            <Select
              label={t`Before the start`}
              {...form.bind(`steps.${at}.unit`)}
              options={[
                { id: "days", label: t`days` },
                { id: "hours", label: t`hours` },
              ]}
            />
            <Field
              label={t`Refund in percent`}
              inputMode="decimal"
              {...form.bind(`steps.${at}.percent`)}
            />
            <div className="flex h-full items-end justify-end">
              <IconButton
                label={t`Remove step ${at + 1}`}
                icon={<Trash2 size={16} />}
                onPress={() =>
                  form.set(
                    "steps",
                    steps.filter((_one, place) => place !== at),
                  )
                }
              />
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden size={14} />}
          isDisabled={steps.length >= MAX_STEPS}
          onPress={() =>
            form.set("steps", [...steps, { before: "7", unit: "days", percent: "100" }])
          }
        >{t`Add step`}</Button>
      </div>
      <Switch {...form.bindSwitch("returns_fee")}>{t`Refund the platform fee as well`}</Switch>
      <DateTime
        label={t`Full refund until`}
        {...form.bind("full_refund_until")}
        hint={t`For example, after a change of date: until then, buyers can keep their tickets, or cancel and get back all they paid.`}
      />
      <Field
        label={t`Policy in your own words`}
        multiline
        {...form.bind("policy_text")}
        hint={t`Shown before people pay.`}
      />
    </>
  );
}

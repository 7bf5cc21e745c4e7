import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { Card, Checkbox, Field, Form, Switch, toast } from "@/ui";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const genders = ["female", "male", "non-binary"] as const;
type Gender = (typeof genders)[number];

const schema = () =>
  z.object({
    needs_picture: z.boolean(),
    min_age: z.string(),
    max_age: z.string(),
    allowed_genders: z.array(z.enum(genders)),
  });

type Values = z.output<ReturnType<typeof schema>>;

const valuesOf = (event: EventRow): Values => ({
  needs_picture: event.settings?.needs_picture ?? event.approval === "request",
  min_age: String(event.settings?.min_age ?? ""),
  max_age: String(event.settings?.max_age ?? ""),
  allowed_genders: genders.filter((one) => event.allowed_genders?.includes(one)),
});

const inputOf = ({ allowed_genders, needs_picture, ...ages }: Values, event: EventRow) => ({
  allowed_genders,
  settings: {
    ...event.settings,
    needs_picture,
    min_age: ages.min_age ? Number(ages.min_age) : null,
    max_age: ages.max_age ? Number(ages.max_age) : null,
  },
  version: event.version,
});

const genderLabel = (gender: Gender) =>
  ({ female: t`Women`, male: t`Men`, "non-binary": t`Non-binary people` })[gender];

/** Whom an event is for that people ask to join; the server checks it against their profiles. */
export function JoinRulesCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: { "settings.min_age": "min_age", "settings.max_age": "max_age" },
  });
  const chosen = form.now.allowed_genders;
  const toggle = (gender: Gender, on: boolean) =>
    form.set(
      "allowed_genders",
      genders.filter((one) => (one === gender ? on : chosen.includes(one))),
    );
  return (
    <Card title={t`Who can ask to join`}>
      <Form form={form} className="gap-5">
        <Switch
          {...form.bindSwitch("needs_picture")}
        >{t`Only with a picture in their profile`}</Switch>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t`From the age of`}
            type="number"
            inputMode="numeric"
            min={0}
            max={120}
            {...form.bind("min_age")}
            hint={t`On the day of the event. Leave empty for any age.`}
          />
          <Field
            label={t`Up to the age of`}
            type="number"
            inputMode="numeric"
            min={0}
            max={120}
            {...form.bind("max_age")}
          />
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium">{t`Only for`}</legend>
          {genders.map((gender) => (
            <Checkbox
              key={gender}
              isSelected={chosen.includes(gender)}
              onChange={(on) => toggle(gender, on)}
            >
              {genderLabel(gender)}
            </Checkbox>
          ))}
          <p className="text-xs text-quiet">{t`Choose none, and it's for everybody.`}</p>
        </fieldset>
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

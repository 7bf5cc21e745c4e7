import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { Card, Field, Form, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const schema = z.object({
  min_people: z.string(),
  min_people_by: z.custom<CalendarDateTime | null>(),
});

const valuesOf = (event: EventRow): z.input<typeof schema> => {
  const by = event.settings?.min_people_by;
  return {
    min_people: String(event.settings?.min_people ?? ""),
    min_people_by: by ? toWall(by, event.timezone) : null,
  };
};

const inputOf = (values: z.output<typeof schema>, event: EventRow) => ({
  settings: {
    ...event.settings,
    min_people: values.min_people ? Number(values.min_people) : null,
    min_people_by:
      values.min_people && values.min_people_by
        ? toInstant(values.min_people_by, event.timezone)
        : null,
  },
  version: event.version,
});

/** How many people an event needs to take place; with fewer it is canceled by itself. */
export function MinimumCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema,
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: {
      "settings.min_people": "min_people",
      "settings.min_people_by": "min_people_by",
    },
  });
  return (
    <Card title={t`Minimum number of people`} id="minimum">
      <Form form={form} className="gap-5">
        <p className="text-sm text-quiet">
          {t`If fewer people come, the event is canceled by itself and everybody is told. You hear a day before how many are missing.`}
        </p>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t`At least`}
            type="number"
            inputMode="numeric"
            min={1}
            max={1_000_000}
            {...form.bind("min_people")}
            hint={t`Leave empty, and it takes place whoever comes.`}
          />
          {form.now.min_people && (
            <DateTime
              label={t`Checked at`}
              {...form.bind("min_people_by")}
              hint={t`Leave empty for 24 hours before the start.`}
            />
          )}
        </div>
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

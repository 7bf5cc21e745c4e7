import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { Card, Field, Form, Switch, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const schema = z.object({
  tickets_transferable: z.boolean(),
  transfer_until: z.custom<CalendarDateTime | null>(),
  house_rules: z.string(),
});

const valuesOf = (event: EventRow): z.input<typeof schema> => {
  const until = event.settings?.transfer_until;
  return {
    tickets_transferable: event.settings?.tickets_transferable ?? true,
    transfer_until: until ? toWall(until, event.timezone) : null,
    house_rules: event.settings?.house_rules ?? "",
  };
};

const inputOf = (values: z.output<typeof schema>, event: EventRow) => ({
  settings: {
    ...event.settings,
    tickets_transferable: values.tickets_transferable,
    transfer_until:
      values.tickets_transferable && values.transfer_until
        ? toInstant(values.transfer_until, event.timezone)
        : null,
    house_rules: values.house_rules,
  },
  version: event.version,
});

/** Whether tickets can be passed on, until when, and what they say besides. */
export function TicketsCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema,
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: {
      "settings.transfer_until": "transfer_until",
      "settings.house_rules": "house_rules",
    },
  });
  return (
    <Card title={t`Tickets`} id="tickets">
      <Form form={form} className="gap-5">
        <Switch
          {...form.bindSwitch("tickets_transferable")}
        >{t`Guests can pass their ticket on`}</Switch>
        <p className="text-sm text-quiet">
          {t`Whoever can't come gives their place to someone else, who gets a code of their own.`}
        </p>
        {form.now.tickets_transferable && (
          <DateTime
            label={t`Until`}
            {...form.bind("transfer_until")}
            hint={t`Leave empty for the start of the event.`}
          />
        )}
        <Field
          label={t`House rules`}
          multiline
          maxLength={2000}
          {...form.bind("house_rules")}
          hint={t`On tickets and their pages: doors, dress code, what may be brought.`}
        />
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventInput, type EventRow } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { isLocale, languageOptions, type Locale } from "@/lib/i18n";
import { Card, Choices, Field, Form, Select, Switch, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { seatSelectionLabel } from "../model";
import { SaveChanges } from "./SaveChanges";
import { useChangeEvent } from "../queries";

const seatSelections = ["none", "guest", "organizer"] as const;
const schema = z.object({
  description: z.string().trim(),
  contact: z.string().trim(),
  rsvp_deadline: z.custom<CalendarDateTime | null>(),
  plus_ones: z.enum(["none", "number", "named"]),
  plus_ones_until: z.custom<CalendarDateTime | null>(),
  capacity: z.string(),
  seat_selection: z.enum(seatSelections),
  minutes: z.string(),
  orphan_rule: z.enum(["off", "warn", "refuse"]),
  hold_extension: z.boolean(),
  save_the_date: z.boolean(),
  locale: z.custom<Locale>(isLocale),
});

function valuesOf(event: EventRow): z.input<typeof schema> {
  const until = event.settings?.plus_ones_until;
  return {
    plus_ones: event.settings?.plus_ones ?? "named",
    plus_ones_until: until ? toWall(until, event.timezone) : null,
    description: event.description ?? "",
    contact: event.settings?.contact ?? "",
    rsvp_deadline: event.rsvp_deadline ? toWall(event.rsvp_deadline, event.timezone) : null,
    capacity: event.capacity ? String(event.capacity) : "",
    seat_selection: event.seat_selection,
    minutes: String(Math.round(event.hold_seconds / 60)),
    orphan_rule: event.settings?.orphan_rule ?? "warn",
    hold_extension: event.settings?.hold_extension ?? true,
    save_the_date: event.settings?.save_the_date ?? false,
    locale: event.locale,
  };
}

function inputOf(values: z.output<typeof schema>, event: EventRow): EventInput {
  const { minutes, capacity, rsvp_deadline, description, seat_selection, locale, ...settings } =
    values;
  const until = settings.plus_ones_until;
  return {
    description,
    seat_selection,
    locale,
    rsvp_deadline: rsvp_deadline && toInstant(rsvp_deadline, event.timezone),
    capacity: capacity ? Number(capacity) : null,
    hold_seconds: Math.min(1800, Math.max(60, Number(minutes) * 60 || 300)),
    settings: {
      ...event.settings,
      ...settings,
      plus_ones_until: until && toInstant(until, event.timezone),
    },
    version: event.version,
  };
}

export function GuestsCard({ event }: { event: EventRow }) {
  const change = useChangeEvent(event.id);
  const form = useForm({
    schema,
    values: valuesOf(event),
    save: (values) => change.mutateAsync(inputOf(values, event)),
    onSaved: () => toast.show(t`Saved`),
    names: {
      hold_seconds: "minutes",
      "settings.contact": "contact",
      "settings.plus_ones_until": "plus_ones_until",
    },
  });
  const isByGuests = form.now.seat_selection === "guest";
  return (
    <Card id="guests" title={t`Guest options`}>
      <Form form={form} className="gap-5">
        <Switch
          {...form.bindSwitch("save_the_date")}
          hint={t`Invitation pages show the date and calendar links, and take no replies until you turn this off.`}
        >{t`Only save the date, replies open later`}</Switch>
        <Field
          label={t`Message to your guests`}
          multiline
          rows={4}
          {...form.bind("description")}
          hint={t`Shown on every invitation.`}
        />
        <Field
          label={t`Contact for guests`}
          {...form.bind("contact")}
          placeholder={t`E-mail or phone`}
          hint={t`Shown to guests who can no longer reply on the page.`}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <DateTime
            label={t`Reply by`}
            {...form.bind("rsvp_deadline")}
            hint={t`Guests can change their reply until then.`}
          />
          <Select
            label={t`Language of the invitations`}
            {...form.bind("locale")}
            options={languageOptions}
          />
          <Field
            label={t`Capacity`}
            type="number"
            inputMode="numeric"
            min={1}
            {...form.bind("capacity")}
            hint={t`Leave empty for no limit.`}
          />
          {isByGuests && (
            <Field
              label={t`Hold time (minutes)`}
              type="number"
              inputMode="numeric"
              min={1}
              max={30}
              {...form.bind("minutes")}
            />
          )}
        </div>
        <Choices
          label={t`Bringing someone along`}
          columns={3}
          {...form.bind("plus_ones")}
          choices={[
            { id: "named", label: t`With their name` },
            { id: "number", label: t`Name can follow later` },
            { id: "none", label: t`Not allowed` },
          ]}
        />
        {form.now.plus_ones !== "none" && (
          <DateTime
            label={t`Bring someone along until`}
            {...form.bind("plus_ones_until")}
            hint={t`Leave empty for as long as guests can reply. How many a party may bring is set on its invitation.`}
          />
        )}
        <Choices
          label={t`Seats`}
          columns={3}
          {...form.bind("seat_selection")}
          choices={seatSelections.map((id) => ({ id, label: seatSelectionLabel(id) }))}
        />
        {isByGuests && (
          <>
            <Select
              label={t`Single-seat gaps`}
              {...form.bind("orphan_rule")}
              options={[
                { id: "off", label: t`Allow` },
                { id: "warn", label: t`Warn` },
                { id: "refuse", label: t`Don't allow` },
              ]}
            />
            <Switch
              {...form.bindSwitch("hold_extension")}
            >{t`Guests can extend their hold once`}</Switch>
          </>
        )}
        <SaveChanges form={form} event={event} />
      </Form>
    </Card>
  );
}

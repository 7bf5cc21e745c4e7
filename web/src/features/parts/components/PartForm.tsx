import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventPart, type EventRow } from "@/api";
import { toInstant, toWall, zoneCity } from "@/lib/dates";
import { Field, FormPanel, Switch, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useSavePart } from "../queries";

const schema = z.object({
  title: z.string().trim().min(1),
  starts_at: z
    .custom<CalendarDateTime | null>()
    .refine((value) => value !== null)
    .transform((value) => value),
  ends_at: z.custom<CalendarDateTime | null>(),
  venue_text: z.string().trim(),
  capacity: z.string(),
  for_all: z.boolean(),
});

export function PartForm({
  event,
  part,
  position,
  onClose,
}: {
  event: EventRow;
  part: EventPart | null;
  position: number;
  onClose: () => void;
}) {
  const save = useSavePart(event.id);
  const zone = event.timezone;
  const starts = part?.starts_at ?? event.starts_at;
  const form = useForm({
    schema,
    values: {
      title: part?.title ?? "",
      starts_at: starts ? toWall(starts, zone) : null,
      ends_at: part?.ends_at ? toWall(part.ends_at, zone) : null,
      venue_text: part?.venue_text ?? "",
      capacity: part?.capacity ? String(part.capacity) : "",
      for_all: part?.for_all ?? true,
    },
    save: ({ starts_at, ends_at, capacity, ...plain }) => {
      const values = {
        ...plain,
        starts_at: toInstant(starts_at, zone),
        ends_at: ends_at && toInstant(ends_at, zone),
        capacity: capacity ? Number(capacity) : null,
      };
      return save.mutateAsync(
        part ? { id: part.id, version: part.version, ...values } : { position, ...values },
      );
    },
    onSaved: () => {
      toast.show(t`Saved`);
      onClose();
    },
  });
  return (
    <FormPanel
      title={part ? t`Edit part` : t`Add part`}
      action={part ? t`Save changes` : t`Add part`}
      form={form}
      onClose={onClose}
      className="gap-5"
    >
      <Field label={t`Name`} {...form.bind("title")} placeholder={t`Dinner`} autoFocus />
      <DateTime
        label={t`Starts`}
        {...form.bind("starts_at")}
        isRequired
        hint={t`Local time in ${zoneCity(zone)}`}
      />
      <DateTime label={t`Ends (optional)`} {...form.bind("ends_at")} />
      <Field
        label={t`Where`}
        {...form.bind("venue_text")}
        hint={t`Leave empty if it's where the event is.`}
      />
      <Field
        label={t`Capacity`}
        type="number"
        inputMode="numeric"
        min={1}
        {...form.bind("capacity")}
        hint={t`Leave empty for no limit.`}
      />
      <Switch
        {...form.bindSwitch("for_all")}
        hint={t`Otherwise choose the parties it is for, one by one.`}
      >{t`Everyone is invited`}</Switch>
    </FormPanel>
  );
}

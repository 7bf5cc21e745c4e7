import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventPart, type EventRow } from "@/api";
import { toInstant, toWall, zoneCity } from "@/lib/dates";
import { languageOptions } from "@/lib/i18n";
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
  titles: z.record(z.string(), z.string().trim()),
});

/** The titles that were filled in, by language. */
const translated = (titles: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(titles)
      .filter(([, title]) => title)
      .map(([id, title]) => [id, { title }]),
  );

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
  const others = languageOptions.filter((one) => one.id !== event.locale);
  const written = (part?.translations ?? {}) as Record<string, { title?: string }>;
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
      titles: Object.fromEntries(others.map(({ id }) => [id, String(written[id]?.title ?? "")])),
    },
    save: ({ starts_at, ends_at, capacity, titles, ...plain }) => {
      const values = {
        ...plain,
        starts_at: toInstant(starts_at, zone),
        ends_at: ends_at && toInstant(ends_at, zone),
        capacity: capacity ? Number(capacity) : null,
        translations: translated(titles),
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
      <div className="flex flex-col gap-3">
        <h3 className="text-sm font-medium">{t`Name in other languages`}</h3>
        {others.map(({ id, label }) => (
          <Field
            key={id}
            label={label}
            value={form.now.titles[id] ?? ""}
            placeholder={form.now.title}
            onChange={(next) => form.bind("titles").onChange({ ...form.now.titles, [id]: next })}
          />
        ))}
      </div>
      <Switch
        {...form.bindSwitch("for_all")}
        hint={t`Otherwise choose the parties it is for, one by one.`}
      >{t`Everyone is invited`}</Switch>
    </FormPanel>
  );
}

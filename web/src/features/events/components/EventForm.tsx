import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow, type NewEvent } from "@/api";
import { localZone, nextSaturday, toInstant, toWall } from "@/lib/dates";
import { Field, TextLink, ZoneBox } from "@/ui";
import { DateTime } from "@/ui/DateTime";

const localDateTime = () => z.custom<CalendarDateTime | null>();
const schema = () =>
  z
    .object({
      title: z
        .string()
        .trim()
        .min(1, t`Give the event a name.`)
        .max(200, t`Use at most 200 characters.`),
      starts_at: localDateTime(),
      ends_at: localDateTime(),
      timezone: z.string(),
      venue_text: z.string(),
    })
    .refine(({ starts_at, ends_at }) => !starts_at || !ends_at || ends_at.compare(starts_at) > 0, {
      path: ["ends_at"],
      message: t`The end comes after the start.`,
    });

type HeadValues = z.infer<ReturnType<typeof schema>>;

/** Form state for an event's name, date and place, shared by creating and editing. */
export function useHeadForm(
  event: EventRow | undefined,
  save: (values: NewEvent) => Promise<EventRow>,
  onSaved: (event: EventRow, way?: string) => void,
) {
  const zone = event?.timezone ?? localZone();
  return useForm({
    schema: schema(),
    values: {
      title: event?.title ?? "",
      starts_at: event ? (event.starts_at ? toWall(event.starts_at, zone) : null) : nextSaturday(),
      ends_at: event?.ends_at ? toWall(event.ends_at, zone) : null,
      timezone: zone,
      venue_text: event?.venue_text ?? "",
    },
    save: (values) => save(headInput(values)),
    onSaved: (saved, _, way) => onSaved(saved, way),
  });
}

function headInput(values: HeadValues): NewEvent {
  return {
    title: values.title.trim(),
    timezone: values.timezone,
    starts_at: values.starts_at && toInstant(values.starts_at, values.timezone),
    ends_at: values.ends_at && toInstant(values.ends_at, values.timezone),
    venue_text: values.venue_text.trim(),
  };
}

/** Name, date and place, which are all that a draft needs. */
export function HeadFields({
  form,
  isNew = false,
  pollHref,
}: {
  form: ReturnType<typeof useHeadForm>;
  isNew?: boolean;
  /** Where guests are asked for a date, if they still can be. */
  pollHref?: string | undefined;
}) {
  const zone = form.bind("timezone");
  const start = form.bind("starts_at");
  return (
    <div className="flex flex-col gap-4">
      <Field
        label={t`Name`}
        placeholder={t`Ana & Luis, our wedding`}
        {...form.bind("title")}
        autoFocus={isNew}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <DateTime label={t`Starts`} {...start} />
        <DateTime label={t`Ends (optional)`} {...form.bind("ends_at")} />
      </div>
      {!start.value && <NotFixed isNew={isNew} pollHref={pollHref} />}
      <ZoneBox
        label={t`Time zone`}
        hint={t`Guests see this local time, wherever they are.`}
        {...zone}
        at={start.value && toInstant(start.value, zone.value)}
        onChange={(chosen) => {
          if (chosen) zone.onChange(chosen);
        }}
      />
      <Field
        label={t`Where`}
        placeholder={t`Hacienda del Sol, Calle Olmo 4`}
        {...form.bind("venue_text")}
      />
    </div>
  );
}

/** What to do while there is no date. */
function NotFixed({ isNew, pollHref }: { isNew: boolean; pollHref: string | undefined }) {
  if (isNew)
    return (
      <p className="text-sm text-quiet">{t`Not fixed yet? Leave it empty, and ask your guests with a date poll once the draft is there.`}</p>
    );
  if (!pollHref) return null;
  return (
    <p className="text-sm">
      {t`Not fixed yet?`} <TextLink href={pollHref}>{t`Ask your guests with a date poll`}</TextLink>
    </p>
  );
}

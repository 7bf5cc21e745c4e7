import { zodResolver } from "@hookform/resolvers/zod";
import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { Controller, useForm, type Control } from "react-hook-form";
import { z } from "zod";
import type { EventRow, NewEvent } from "@/api";
import { knownZones, localZone, nextSaturday, toInstant, toWall } from "@/lib/dates";
import { ComboBox, Field } from "@/ui";
import { DateTime } from "@/ui/DateTime";

const wall = () => z.custom<CalendarDateTime | null>();
const schema = () =>
  z
    .object({
      title: z
        .string()
        .trim()
        .min(1, t`Give the event a name.`)
        .max(200, t`Use at most 200 characters.`),
      starts_at: wall(),
      ends_at: wall(),
      timezone: z.string(),
      venue_text: z.string(),
    })
    .refine(({ starts_at, ends_at }) => !starts_at || !ends_at || ends_at.compare(starts_at) > 0, {
      path: ["ends_at"],
      message: t`The end comes after the start.`,
    });

export type HeadValues = z.infer<ReturnType<typeof schema>>;

export function useHeadForm(event?: EventRow) {
  const zone = event?.timezone ?? localZone();
  return useForm<HeadValues>({
    resolver: zodResolver(schema()),
    defaultValues: {
      title: event?.title ?? "",
      starts_at: event ? (event.starts_at ? toWall(event.starts_at, zone) : null) : nextSaturday(),
      ends_at: event?.ends_at ? toWall(event.ends_at, zone) : null,
      timezone: zone,
      venue_text: event?.venue_text ?? "",
    },
  });
}

export function headInput(values: HeadValues): NewEvent {
  return {
    title: values.title.trim(),
    timezone: values.timezone,
    starts_at: values.starts_at && toInstant(values.starts_at, values.timezone),
    ends_at: values.ends_at && toInstant(values.ends_at, values.timezone),
    venue_text: values.venue_text.trim(),
  };
}

/** Name, when and where: all that a draft needs. */
export function HeadFields({
  control,
  errors,
  isNew = false,
}: {
  control: Control<HeadValues>;
  errors: Readonly<Record<string, string>>;
  isNew?: boolean;
}) {
  const zones = knownZones().map((zone) => ({ id: zone, label: zone.replaceAll("_", " ") }));
  return (
    <div className="flex flex-col gap-4">
      <Controller
        name="title"
        control={control}
        render={({ field, fieldState }) => (
          <Field
            {...field}
            label={t`Name`}
            placeholder={t`Ana & Luis, our wedding`}
            error={fieldState.error?.message ?? errors.title}
            autoFocus={isNew}
          />
        )}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Controller
          name="starts_at"
          control={control}
          render={({ field, fieldState }) => (
            <DateTime
              label={t`Starts`}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message ?? errors.starts_at}
            />
          )}
        />
        <Controller
          name="ends_at"
          control={control}
          render={({ field, fieldState }) => (
            <DateTime
              label={t`Ends (if you know)`}
              value={field.value}
              onChange={field.onChange}
              error={fieldState.error?.message ?? errors.ends_at}
            />
          )}
        />
      </div>
      <Controller
        name="timezone"
        control={control}
        render={({ field }) => (
          <ComboBox
            label={t`Time zone`}
            hint={t`Guests see this local time, wherever they are.`}
            options={zones}
            value={field.value}
            onChange={(zone) => {
              if (zone) field.onChange(zone);
            }}
            error={errors.timezone}
          />
        )}
      />
      <Controller
        name="venue_text"
        control={control}
        render={({ field, fieldState }) => (
          <Field
            {...field}
            label={t`Where`}
            placeholder={t`Hacienda del Sol, Calle Olmo 4`}
            error={fieldState.error?.message ?? errors.venue_text}
          />
        )}
      />
    </div>
  );
}

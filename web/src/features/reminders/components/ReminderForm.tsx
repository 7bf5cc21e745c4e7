import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Reminder, type ReminderInput } from "@/api";
import { useOutboxHint } from "@/features/providers";
import { toInstant, toWall } from "@/lib/dates";
import { Choices, Field, FormDialog, Segments, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { audienceLabel, channelLabel, minutesIn, placeholders, unitOf } from "../model";
import { useSaveReminder } from "../queries";
import { Preview } from "./Preview";

const audiences = ["unanswered", "coming", "everyone"] as const;
const channels = ["email", "sms", "whatsapp"] as const;

const schema = z
  .object({
    audience: z.enum(audiences),
    channel: z.enum(channels),
    how: z.enum(["before", "date"]),
    number: z.string(),
    unit: z.enum(["hours", "days", "weeks"]),
    moment: z.custom<CalendarDateTime | null>(),
    subject: z.string().trim(),
    body: z.string().trim(),
  })
  .refine(({ how, moment }) => how === "before" || moment !== null, { path: ["moment"] });

function valuesOf(reminder: Reminder | null, zone: string): z.input<typeof schema> {
  const offset = reminder?.offset_minutes ?? 3 * minutesIn.days;
  const unit = unitOf(offset);
  return {
    audience: reminder?.audience ?? "unanswered",
    channel: reminder?.channel ?? "email",
    how: reminder?.send_at ? "date" : "before",
    number: String(offset / minutesIn[unit]),
    unit,
    moment: reminder?.send_at ? toWall(reminder.send_at, zone) : null,
    subject: reminder?.subject ?? "",
    body: reminder?.body ?? "",
  };
}

function inputOf(values: z.output<typeof schema>, zone: string): ReminderInput {
  const { audience, channel, subject, body, how, moment, number, unit } = values;
  const words = { audience, channel, subject, body };
  if (how === "date" && moment) return { ...words, send_at: toInstant(moment, zone) };
  const minutes = Math.round(Math.max(0, Number(number) || 0) * minutesIn[unit]);
  return { ...words, offset_minutes: minutes };
}

interface Props {
  eventId: string;
  zone: string;
  reminder: Reminder | null;
  onClose: () => void;
}

/** A reminder's time, audience, channel and text, with a preview for a real guest. */
export function ReminderForm({ eventId, zone, reminder, onClose }: Props) {
  const save = useSaveReminder(eventId);
  const form = useForm({
    schema,
    values: valuesOf(reminder, zone),
    save: (values) =>
      save.mutateAsync({ ...(reminder ? { id: reminder.id } : {}), ...inputOf(values, zone) }),
    onSaved: onClose,
    names: { send_at: "moment", offset_minutes: "number" },
  });
  const { audience, channel, how, subject, body } = form.now;
  const outboxHint = useOutboxHint(eventId, channel);
  const words = { audience, channel, subject: subject.trim(), body: body.trim() };
  return (
    <FormDialog
      wide
      title={reminder ? t`Edit reminder` : t`Add reminder`}
      action={reminder ? t`Save changes` : t`Add reminder`}
      form={form}
      onClose={onClose}
      className="gap-5 pb-2"
    >
      <Choices
        label={t`Audience`}
        columns={3}
        {...form.bind("audience")}
        choices={audiences.map((id) => ({ id, label: audienceLabel(id) }))}
      />
      <div className="flex flex-wrap items-end gap-4">
        <Segments
          label={t`Send`}
          {...form.bind("how")}
          options={[
            { id: "before", label: t`Before the event` },
            { id: "date", label: t`On a date` },
          ]}
        />
        {how === "before" ? (
          <>
            <Field
              label={t`Time before`}
              {...form.bind("number")}
              type="number"
              inputMode="numeric"
              min={0}
              className="w-24"
            />
            <Select
              label={t`Unit`}
              {...form.bind("unit")}
              options={[
                { id: "hours", label: t`hours` },
                { id: "days", label: t`days` },
                { id: "weeks", label: t`weeks` },
              ]}
            />
          </>
        ) : (
          <DateTime label={t`Date and time`} {...form.bind("moment")} className="min-w-56" />
        )}
      </div>
      <Select
        label={t`Channel`}
        {...form.bind("channel")}
        hint={outboxHint}
        options={channels.map((id) => ({ id, label: channelLabel(id) }))}
      />
      {channel === "email" && (
        <Field
          label={t`Subject`}
          placeholder={t`Default text, in each guest's language`}
          {...form.bind("subject")}
          maxLength={200}
        />
      )}
      <Field
        label={t`Your own text`}
        multiline
        rows={4}
        placeholder={t`Leave empty to use the default text in each guest's language`}
        hint={t`Filled in for each guest: ${placeholders}`}
        {...form.bind("body")}
        maxLength={4000}
      />
      <Preview eventId={eventId} words={words} />
    </FormDialog>
  );
}

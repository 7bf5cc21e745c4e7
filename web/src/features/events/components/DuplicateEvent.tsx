import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { nextSaturday, toInstant, toWall } from "@/lib/dates";
import { Field, FormDialog, toast } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useDuplicateEvent } from "../queries";

const schema = () =>
  z.object({
    title: z
      .string()
      .trim()
      .min(1, t`Enter a title.`)
      .max(200, t`Use at most 200 characters.`),
    starts_at: z
      .custom<CalendarDateTime | null>()
      .refine((start) => start !== null, t`Choose a date for the copy.`),
  });

type Original = Pick<EventRow, "id" | "title" | "starts_at" | "ends_at" | "timezone">;

interface Props {
  event: Original;
  isOpen: boolean;
  onClose: () => void;
}

/** Asks when the copy takes place. Its end and reply-by date keep their distance from the start. */
export function DuplicateEvent({ event, isOpen, onClose }: Props) {
  const navigate = useNavigate();
  const duplicate = useDuplicateEvent(event.id);
  const form = useForm({
    schema: schema(),
    values: { title: t`${event.title} (copy)`.slice(0, 200), starts_at: suggestedStart(event) },
    save: ({ title, starts_at }) =>
      duplicate.mutateAsync({
        title,
        ...(starts_at && { starts_at: toInstant(starts_at, event.timezone) }),
      }),
    onSaved: (copy) => {
      onClose();
      toast.show(t`The copy is a draft`);
      void navigate({ to: "/events/$eventId", params: { eventId: copy.id } });
    },
  });
  return (
    <FormDialog
      title={t`Duplicate “${event.title}”`}
      action={t`Duplicate event`}
      form={form}
      isOpen={isOpen}
      onClose={onClose}
    >
      <p className="text-sm text-quiet">{t`The copy has its program, questions and seats, but no guests. All its dates move along.`}</p>
      <Field label={t`Title of the copy`} {...form.bind("title")} dir="auto" />
      <DateTime
        label={t`The copy starts`}
        {...form.bind("starts_at")}
        hint={event.ends_at ? t`It lasts as long as the original.` : undefined}
      />
    </FormDialog>
  );
}

/** The original's time of day, on the first suitable day that hasn't passed. */
function suggestedStart(event: Original): CalendarDateTime {
  if (!event.starts_at) return nextSaturday();
  const start = toWall(event.starts_at, event.timezone);
  return Date.parse(event.starts_at) > Date.now()
    ? start.add({ days: 7 })
    : nextSaturday().set({ hour: start.hour, minute: start.minute });
}

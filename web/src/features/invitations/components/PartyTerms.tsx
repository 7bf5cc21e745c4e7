import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Invitation } from "@/api";
import { useEvent } from "@/features/events";
import { ChosenParts, useParts } from "@/features/parts";
import { Field, Form, SubmitButton, toast } from "@/ui";
import { useChangeInvitation } from "../queries";

const schema = z.object({
  label: z.string().trim(),
  max_guests: z.string().transform((text) => Number(text) || 1),
  message: z.string().trim(),
  part_ids: z.array(z.string()),
});

export function PartyTerms({ eventId, invitation }: { eventId: string; invitation: Invitation }) {
  const change = useChangeInvitation(eventId);
  const parts = useParts(eventId, useEvent(eventId).data?.has_parts ?? false).data ?? [];
  const fewest = invitation.guests.length;
  const form = useForm({
    schema,
    values: {
      label: invitation.label,
      max_guests: String(invitation.max_guests),
      message: invitation.message ?? "",
      part_ids: invitation.part_ids,
    },
    save: ({ max_guests, part_ids, ...values }) =>
      change.mutateAsync({
        id: invitation.id,
        ...values,
        max_guests: Math.max(fewest, max_guests),
        ...(part_ids.join() === invitation.part_ids.join() ? {} : { part_ids }),
      }),
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Form form={form}>
      <Field label={t`Party name`} {...form.bind("label")} isRequired />
      <Field
        label={t`Places, plus-ones included`}
        type="number"
        min={fewest}
        {...form.bind("max_guests")}
      />
      {parts.length > 0 && invitation.guests.length > 0 && (
        <ChosenParts
          parts={parts}
          value={form.now.part_ids}
          onChange={(part_ids) => form.bind("part_ids").onChange(part_ids)}
        />
      )}
      <Field label={t`Personal message`} multiline {...form.bind("message")} />
      <div>
        <SubmitButton form={form} isPlain>{t`Save changes`}</SubmitButton>
      </div>
    </Form>
  );
}

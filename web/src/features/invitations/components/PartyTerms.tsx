import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Invitation } from "@/api";
import { Field, Form, SubmitButton, toast } from "@/ui";
import { useChangeInvitation } from "../queries";

const schema = z.object({
  label: z.string().trim(),
  max_guests: z.string().transform((text) => Number(text) || 1),
  message: z.string().trim(),
});

export function PartyTerms({ eventId, invitation }: { eventId: string; invitation: Invitation }) {
  const change = useChangeInvitation(eventId);
  const fewest = invitation.guests.length;
  const form = useForm({
    schema,
    values: {
      label: invitation.label,
      max_guests: String(invitation.max_guests),
      message: invitation.message ?? "",
    },
    save: ({ max_guests, ...values }) =>
      change.mutateAsync({
        id: invitation.id,
        ...values,
        max_guests: Math.max(fewest, max_guests),
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
      <Field label={t`Personal message`} multiline {...form.bind("message")} />
      <div>
        <SubmitButton form={form} isPlain>{t`Save changes`}</SubmitButton>
      </div>
    </Form>
  );
}

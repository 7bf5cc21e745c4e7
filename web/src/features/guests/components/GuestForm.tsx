import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Attendee } from "@/api";
import { changedOf } from "@/lib/changedOf";
import { optionalEmail } from "@/lib/contacts";
import { Field, Form, SubmitButton, toast } from "@/ui";
import { useChangeGuest } from "../queries";

const line = z.string().trim();
const orNull = (text: string) => text || null;
const schema = () =>
  z.object({
    name: line,
    email: optionalEmail().transform(orNull),
    phone: line.transform(orNull),
    side: line,
    notes: line,
  });

export function GuestForm({
  eventId,
  guest,
  canEdit,
}: {
  eventId: string;
  guest: Attendee;
  canEdit: boolean;
}) {
  const change = useChangeGuest(eventId);
  const known = {
    name: guest.name,
    email: guest.email ?? "",
    phone: guest.phone ?? "",
    side: guest.side ?? "",
    notes: guest.notes ?? "",
  };
  const checked = schema();
  const form = useForm({
    schema: checked,
    values: known,
    save: (values) =>
      change.mutateAsync({ id: guest.id, ...changedOf(checked.parse(known), values) }),
    onSaved: () => toast.show(t`Saved`),
  });
  const isReadOnly = !canEdit;
  return (
    <Form form={form}>
      <Field label={t`Name`} {...form.bind("name")} isReadOnly={isReadOnly} />
      <Field
        label={t`E-mail`}
        type="email"
        {...form.bind("email")}
        isReadOnly={isReadOnly}
        dir="ltr"
      />
      <Field
        label={t`Phone`}
        type="tel"
        {...form.bind("phone")}
        isReadOnly={isReadOnly}
        dir="ltr"
      />
      <Field
        label={t`Side`}
        placeholder={t`Bride, groom, company…`}
        {...form.bind("side")}
        isReadOnly={isReadOnly}
      />
      <Field
        label={t`Notes for the team`}
        multiline
        {...form.bind("notes")}
        isReadOnly={isReadOnly}
        hint={t`Check-in staff see them too; guests don't.`}
      />
      {canEdit && (
        <div>
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
        </div>
      )}
    </Form>
  );
}

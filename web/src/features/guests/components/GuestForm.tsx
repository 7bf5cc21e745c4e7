import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Attendee } from "@/api";
import { Button, Field, Notice, toast } from "@/ui";
import { useChangeGuest } from "../queries";

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
  const [values, setValues] = useState({
    name: guest.name,
    email: guest.email ?? "",
    phone: guest.phone ?? "",
    side: guest.side ?? "",
    notes: guest.notes ?? "",
  });
  const errors = change.error instanceof Problem ? change.error.fields : {};
  const set = (field: keyof typeof values) => (text: string) =>
    setValues({ ...values, [field]: text });
  const save = () => {
    const before = {
      name: guest.name,
      email: guest.email ?? "",
      phone: guest.phone ?? "",
      side: guest.side ?? "",
      notes: guest.notes ?? "",
    };
    const changed = Object.fromEntries(
      (Object.keys(values) as (keyof typeof values)[])
        .filter((field) => values[field] !== before[field])
        .map((field) => [
          field,
          values[field].trim() || (field === "email" || field === "phone" ? null : ""),
        ]),
    );
    change.mutate({ id: guest.id, ...changed }, { onSuccess: () => toast.show(t`Saved`) });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {change.isError && <Notice tone="danger">{messageOf(change.error)}</Notice>}
      <Field
        label={t`Name`}
        value={values.name}
        onChange={set("name")}
        error={errors.name}
        isReadOnly={!canEdit}
      />
      <Field
        label={t`E-mail`}
        type="email"
        value={values.email}
        onChange={set("email")}
        error={errors.email}
        isReadOnly={!canEdit}
        dir="ltr"
      />
      <Field
        label={t`Phone`}
        type="tel"
        value={values.phone}
        onChange={set("phone")}
        error={errors.phone}
        isReadOnly={!canEdit}
        dir="ltr"
      />
      <Field
        label={t`Side`}
        placeholder={t`Bride, groom, company…`}
        value={values.side}
        onChange={set("side")}
        error={errors.side}
        isReadOnly={!canEdit}
      />
      <Field
        label={t`Notes for the team`}
        multiline
        value={values.notes}
        onChange={set("notes")}
        error={errors.notes}
        isReadOnly={!canEdit}
        hint={t`The door sees them too; guests don't.`}
      />
      {canEdit && (
        <div>
          <Button type="submit" tone="filled" isPending={change.isPending}>{t`Save`}</Button>
        </div>
      )}
    </form>
  );
}

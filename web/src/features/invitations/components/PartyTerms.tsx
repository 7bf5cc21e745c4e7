import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Invitation } from "@/api";
import { Button, Field, Notice, toast } from "@/ui";
import { useChangeInvitation } from "../queries";

export function PartyTerms({ eventId, invitation }: { eventId: string; invitation: Invitation }) {
  const change = useChangeInvitation(eventId);
  const [label, setLabel] = useState(invitation.label);
  const [places, setPlaces] = useState(String(invitation.max_guests));
  const [message, setMessage] = useState(invitation.message ?? "");
  const save = () =>
    change.mutate(
      {
        id: invitation.id,
        label: label.trim(),
        max_guests: Math.max(invitation.guests.length, Number(places) || 1),
        message: message.trim(),
      },
      { onSuccess: () => toast.show(t`Saved`) },
    );
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {change.isError && <Notice tone="danger">{messageOf(change.error)}</Notice>}
      <Field label={t`Name of the party`} value={label} onChange={setLabel} isRequired />
      <Field
        label={t`Places, guests they bring included`}
        type="number"
        min={invitation.guests.length}
        value={places}
        onChange={setPlaces}
      />
      <Field label={t`A personal line`} multiline value={message} onChange={setMessage} />
      <div>
        <Button type="submit" isPending={change.isPending}>{t`Save`}</Button>
      </div>
    </form>
  );
}

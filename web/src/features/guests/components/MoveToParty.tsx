import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, type Attendee } from "@/api";
import { Button, ComboBox, toast } from "@/ui";
import { useFoundParties } from "../parties";
import { useChangeGuest } from "../queries";

/** Moves a guest to another party, whose reply, seats and link stay as they are, or to an invitation of their own. */
export function MoveToParty({ eventId, guest }: { eventId: string; guest: Attendee }) {
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const parties = useFoundParties(eventId, text, isOpen);
  const change = useChangeGuest(eventId);
  const before = guest.invitation_id ?? null;
  const { id, name } = guest;
  const move = (invitation_id: string | null, party: string | null) =>
    change.mutate(
      { id, invitation_id },
      {
        onSuccess: () => {
          setOpen(false);
          toast.show(
            party
              ? t`${name} is in the party ${party} now`
              : t`${name} has their own invitation now`,
            before ? { label: t`Undo`, run: () => back(before) } : undefined,
          );
        },
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  const back = (invitation_id: string) =>
    change.mutate(
      { id, invitation_id },
      {
        onSuccess: () => toast.show(t`Undone`),
        onError: (error) => toast.error(messageOf(error)),
      },
    );
  if (!isOpen)
    return (
      <div>
        <Button onPress={() => setOpen(true)}>{t`Move to another party`}</Button>
      </div>
    );
  const options = parties
    .filter((party) => party.id !== before)
    .map((party) => ({ id: party.id, label: party.label }));
  return (
    <section className="flex flex-col gap-3">
      <ComboBox
        label={t`Move to the party`}
        placeholder={t`Type a name`}
        options={options}
        value={null}
        onSearch={setText}
        onChange={(key) => {
          const party = options.find((one) => one.id === key);
          if (party) move(party.id, party.label);
        }}
        autoFocus
      />
      <div className="flex flex-wrap gap-2">
        <Button isPending={change.isPending} onPress={() => move(null, null)}>
          {t`Give them their own invitation`}
        </Button>
        <Button tone="quiet" onPress={() => setOpen(false)}>{t`Cancel`}</Button>
      </div>
    </section>
  );
}

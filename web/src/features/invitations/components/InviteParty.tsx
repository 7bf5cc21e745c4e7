import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf } from "@/api";
import { Button, Field, Notice, Panel, toast } from "@/ui";
import { peopleFrom } from "../model";
import { useInvite } from "../queries";

export function InviteParty({
  eventId,
  isOpen,
  onClose,
}: {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const invite = useInvite(eventId);
  const [label, setLabel] = useState("");
  const [names, setNames] = useState("");
  const [email, setEmail] = useState("");
  const [plusOnes, setPlusOnes] = useState("0");
  const [message, setMessage] = useState("");
  const people = peopleFrom(names);
  const number = people.length;
  const send = () => {
    if (number === 0) return;
    const guests = people.map((person, index) =>
      index === 0 && email.trim() ? { ...person, email: email.trim() } : person,
    );
    const extra = Math.max(0, Number(plusOnes) || 0);
    invite.mutate(
      {
        label: label.trim() || people.map((one) => one.first_name).join(" & "),
        guests,
        max_guests: guests.length + extra,
        ...(message.trim() ? { message: message.trim() } : {}),
      },
      {
        onSuccess: (row) => {
          toast.show(t`“${row.label}” has its invitation; nothing is sent yet`);
          for (const clear of [setLabel, setNames, setEmail, setMessage]) clear("");
          setPlusOnes("0");
          onClose();
        },
      },
    );
  };
  return (
    <Panel
      title={t`Invite a party`}
      subtitle={t`A family, a couple, a company table: one link for all of them.`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <Button tone="filled" isDisabled={number === 0} isPending={invite.isPending} onPress={send}>
          {number > 0
            ? plural(number, {
                one: "Make the invitation for # person",
                other: "Make the invitation for # people",
              })
            : t`Make the invitation`}
        </Button>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {invite.isError && <Notice tone="danger">{messageOf(invite.error)}</Notice>}
        <Field
          label={t`Who is invited?`}
          multiline
          rows={5}
          value={names}
          onChange={setNames}
          placeholder={t`Ana Smith\nJohn Smith\nLily Smith`}
          hint={t`One name on each line.`}
          autoFocus
        />
        <Field
          label={t`Name of the party`}
          value={label}
          onChange={setLabel}
          placeholder={t`The Smith family`}
          hint={t`Stands on the invitation. Left empty, it is made of the first names.`}
        />
        <Field
          label={t`E-mail to send it to`}
          type="email"
          value={email}
          onChange={setEmail}
          dir="ltr"
          hint={t`Without one you hand over the link yourself.`}
        />
        <Field
          label={t`Guests they may bring`}
          type="number"
          min={0}
          max={20}
          value={plusOnes}
          onChange={setPlusOnes}
        />
        <Field label={t`A personal line`} multiline value={message} onChange={setMessage} />
      </form>
    </Panel>
  );
}

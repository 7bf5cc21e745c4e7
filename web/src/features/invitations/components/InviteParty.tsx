import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { allows } from "@/features/events";
import { ChosenParts, useParts } from "@/features/parts";
import { optionalEmail } from "@/lib/contacts";
import { AddedCount, Button, Confirm, Field, FormPanel, Switch, toast } from "@/ui";
import { peopleFrom } from "../model";
import { useInvite } from "../queries";
import { useDeliver } from "./useDeliver";

const schema = () =>
  z.object({
    guests: z
      .string()
      .transform(peopleFrom)
      .refine((people) => people.length > 0),
    label: z.string().trim(),
    email: optionalEmail(),
    plusOnes: z.string().transform((text) => Math.max(0, Number(text) || 0)),
    message: z.string().trim(),
    partIds: z.array(z.string()),
    isSentNow: z.boolean(),
  });
const empty = {
  guests: "",
  label: "",
  email: "",
  plusOnes: "0",
  message: "",
  /** Nothing is chosen: the party is invited to everything that is for everyone. */
  partIds: [] as string[],
  isSentNow: true,
};

interface Props {
  event: EventRow | undefined;
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}

/** Creates an invitation and, if there is an address, sends it: one after another if wanted. */
export function InviteParty({ event, eventId, isOpen, onClose }: Props) {
  const invite = useInvite(eventId);
  const deliver = useDeliver(event);
  const [added, setAdded] = useState(0);
  const [asking, setAsking] = useState<{ way: string | undefined } | null>(null);
  const close = () => {
    setAdded(0);
    onClose();
  };
  const form = useForm({
    schema: schema(),
    values: empty,
    save: ({ guests: people, label, email, plusOnes, message, partIds }) => {
      const guests = people.map((person, index) =>
        index === 0 && email ? { ...person, email } : person,
      );
      return invite.mutateAsync({
        label: label || people.map((one) => one.first_name).join(" & "),
        guests,
        max_guests: guests.length + plusOnes,
        ...(message ? { message } : {}),
        ...(partIds.length > 0 ? { part_ids: partIds } : {}),
      });
    },
    onSaved: (row, _, way) => {
      if (isSending) void deliver(row);
      else if (way !== "again")
        toast.show(t`Invitation created for “${row.label}”. Nothing is sent yet.`);
      form.reset({ ...empty, isSentNow: form.now.isSentNow });
      if (way !== "again") return close();
      setAdded(added + 1);
      form.focus("guests");
    },
    names: { "guests.0.email": "email", max_guests: "plusOnes" },
  });
  const parts = useParts(eventId, event?.has_parts ?? false).data ?? [];
  const forAll = parts.filter((part) => part.for_all).map((part) => part.id);
  const chosen = form.now.partIds.length > 0 ? form.now.partIds : forAll;
  const isDraft = event?.status === "draft";
  const canSend = Boolean(
    event && (isDraft ? event.starts_at && allows(event, "edit_event") : true),
  );
  const isSending = canSend && form.now.email.trim() !== "" && form.now.isSentNow;
  // A draft is published only after it was asked for.
  const submit = (way?: string) =>
    isSending && isDraft && form.isReady ? setAsking({ way }) : form.submit(way);
  const number = peopleFrom(form.now.guests).length;
  return (
    <>
      <FormPanel
        title={t`Invite a party`}
        subtitle={t`A family, a couple, a company table: one link for all of them.`}
        action={isSending ? t`Create and send` : createLabel(number)}
        more={
          <Button
            isDisabled={form.isBusy || number === 0}
            onPress={() => submit("again")}
          >{t`Save and add another`}</Button>
        }
        form={{ ...form, submit: () => submit() }}
        isDisabled={number === 0}
        isOpen={isOpen}
        onClose={close}
      >
        <AddedCount number={added} />
        <Field
          label={t`Who is invited?`}
          multiline
          rows={5}
          {...form.bind("guests")}
          placeholder={t`Ana Smith\nJohn Smith\nLily Smith`}
          hint={t`One name per line.`}
          autoFocus
        />
        <Field
          label={t`Send to e-mail`}
          type="email"
          {...form.bind("email")}
          dir="ltr"
          hint={t`If there's none, share the link yourself.`}
        />
        {canSend && form.now.email.trim() !== "" && (
          <Switch {...form.bindSwitch("isSentNow")}>{t`Send the invitation now`}</Switch>
        )}
        <Field
          label={t`Party name`}
          {...form.bind("label")}
          placeholder={t`The Smith family`}
          hint={t`Shown on the invitation. If empty, the first names are used.`}
        />
        <Field
          label={t`Plus-ones allowed`}
          type="number"
          min={0}
          max={20}
          {...form.bind("plusOnes")}
        />
        {parts.length > 0 && (
          <ChosenParts
            parts={parts}
            value={chosen}
            onChange={(ids) => form.bind("partIds").onChange(ids)}
          />
        )}
        <Field label={t`Personal message`} multiline {...form.bind("message")} />
      </FormPanel>
      <Confirm
        title={t`Publish “${event?.title ?? ""}” and send?`}
        action={t`Publish and send`}
        isOpen={asking !== null}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          setAsking(null);
          form.submit(asking?.way);
        }}
      >
        <p>{t`The event is still a draft. Once it is published, guests can see their invitation and reply.`}</p>
      </Confirm>
    </>
  );
}

function createLabel(number: number): string {
  return number > 0
    ? plural(number, {
        one: "Create invitation for # person",
        other: "Create invitation for # people",
      })
    : t`Create invitation`;
}

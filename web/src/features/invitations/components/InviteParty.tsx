import { plural, t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, FormPanel, toast } from "@/ui";
import { peopleFrom } from "../model";
import { useInvite } from "../queries";

const schema = z.object({
  guests: z
    .string()
    .transform(peopleFrom)
    .refine((people) => people.length > 0),
  label: z.string().trim(),
  email: z.string().trim(),
  plusOnes: z.string().transform((text) => Math.max(0, Number(text) || 0)),
  message: z.string().trim(),
});

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
  const form = useForm({
    schema,
    values: { guests: "", label: "", email: "", plusOnes: "0", message: "" },
    save: ({ guests: people, label, email, plusOnes, message }) => {
      const guests = people.map((person, index) =>
        index === 0 && email ? { ...person, email } : person,
      );
      return invite.mutateAsync({
        label: label || people.map((one) => one.first_name).join(" & "),
        guests,
        max_guests: guests.length + plusOnes,
        ...(message ? { message } : {}),
      });
    },
    onSaved: (row) => {
      toast.show(t`Invitation created for “${row.label}”. Nothing is sent yet.`);
      form.reset();
      onClose();
    },
    names: { "guests.0.email": "email", max_guests: "plusOnes" },
  });
  const number = peopleFrom(form.now.guests).length;
  return (
    <FormPanel
      title={t`Invite a party`}
      subtitle={t`A family, a couple, a company table: one link for all of them.`}
      action={
        number > 0
          ? plural(number, {
              one: "Create invitation for # person",
              other: "Create invitation for # people",
            })
          : t`Create invitation`
      }
      form={form}
      isOpen={isOpen}
      onClose={onClose}
    >
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
        label={t`Party name`}
        {...form.bind("label")}
        placeholder={t`The Smith family`}
        hint={t`Shown on the invitation. If empty, the first names are used.`}
      />
      <Field
        label={t`Send to e-mail`}
        type="email"
        {...form.bind("email")}
        dir="ltr"
        hint={t`If there's none, share the link yourself.`}
      />
      <Field
        label={t`Plus-ones allowed`}
        type="number"
        min={0}
        max={20}
        {...form.bind("plusOnes")}
      />
      <Field label={t`Personal message`} multiline {...form.bind("message")} />
    </FormPanel>
  );
}

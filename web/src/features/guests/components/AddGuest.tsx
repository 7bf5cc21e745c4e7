import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { useForm } from "@/api";
import { optionalEmail } from "@/lib/contacts";
import { AddedCount, Button, Field, FormPanel, toast } from "@/ui";
import { useAddGuest } from "../queries";

const line = z.string().trim();
const schema = () =>
  z.object({
    first_name: line.min(1, t`Enter at least a first name.`),
    last_name: line,
    email: optionalEmail(),
    phone: line,
    side: line,
    notes: line,
  });

export function AddGuest({
  eventId,
  isOpen,
  onClose,
}: {
  eventId: string;
  isOpen: boolean;
  onClose: () => void;
}) {
  const add = useAddGuest(eventId);
  const [added, setAdded] = useState(0);
  const close = () => {
    setAdded(0);
    onClose();
  };
  const form = useForm({
    schema: schema(),
    values: { first_name: "", last_name: "", email: "", phone: "", side: "", notes: "" },
    save: ({ first_name, ...more }) => {
      const filled = Object.fromEntries(Object.entries(more).filter(([, text]) => text !== ""));
      return add.mutateAsync({ first_name, ...filled });
    },
    onSaved: (_, { first_name, last_name }, way) => {
      const name = [first_name, last_name].join(" ").trim();
      form.reset();
      if (way !== "again") {
        toast.show(t`${name} was added`);
        return close();
      }
      setAdded(added + 1);
      form.focus("first_name");
    },
  });
  return (
    <FormPanel
      title={t`Add guest`}
      subtitle={t`They get their own invitation.`}
      action={t`Add guest`}
      more={
        <Button
          onPress={() => form.submit("again")}
          isDisabled={form.isBusy}
        >{t`Save and add another`}</Button>
      }
      form={form}
      isDisabled={false}
      isOpen={isOpen}
      onClose={close}
    >
      <AddedCount number={added} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t`First name`} {...form.bind("first_name")} autoFocus />
        <Field label={t`Last name`} {...form.bind("last_name")} />
      </div>
      <Field label={t`E-mail`} {...form.bind("email")} type="email" dir="ltr" />
      <Field
        label={t`Phone`}
        {...form.bind("phone")}
        type="tel"
        dir="ltr"
        hint={t`With the country code, for example +34 600 123 456.`}
      />
      <Field label={t`Side`} {...form.bind("side")} placeholder={t`Bride, groom, company…`} />
      <Field label={t`Notes for the team`} {...form.bind("notes")} multiline />
    </FormPanel>
  );
}

import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type EventRow } from "@/api";
import { Field, FormDialog, toast } from "@/ui";
import { useInvitePerson } from "../queries";

const schema = () =>
  z.object({
    who: z
      .string()
      .trim()
      .refine((text) => (text.includes("@") ? isEmail(text) : /\d/.test(text)), {
        message: t`Enter a full e-mail address, or a phone number.`,
      }),
    name: z.string().trim().max(200),
    message: z
      .string()
      .trim()
      .max(2000, t`Use at most 2,000 characters.`),
  });

const isEmail = (text: string) => z.email().safeParse(text).success;

interface Props {
  event: EventRow;
  isOpen: boolean;
  onClose: () => void;
}

/** Invites one person, who comes with their account or by the link that they are sent. */
export function InvitePerson({ event, isOpen, onClose }: Props) {
  const invite = useInvitePerson(event.id);
  const form = useForm({
    schema: schema(),
    values: { who: "", name: "", message: "" },
    save: ({ who, ...rest }) =>
      invite.mutateAsync({ ...(who.includes("@") ? { email: who } : { phone: who }), ...rest }),
    onSaved: ({ label, sent_at }) => {
      toast.show(
        sent_at
          ? t`“${label}” is invited.`
          : t`Invitation created for “${label}”. Nothing is sent yet.`,
      );
      form.reset();
      onClose();
    },
    names: { email: "who", phone: "who" },
  });
  return (
    <FormDialog
      title={t`Invite by e-mail or phone`}
      action={t`Invite`}
      form={form}
      isOpen={isOpen}
      onClose={onClose}
    >
      <Field
        label={t`E-mail or phone`}
        {...form.bind("who")}
        hint={t`One person. If they have an account, they'll also see it there.`}
        dir="ltr"
        autoComplete="off"
        autoFocus
      />
      <Field
        label={t`Name (optional)`}
        {...form.bind("name")}
        hint={t`For somebody who isn't in the address book.`}
        dir="auto"
      />
      <Field label={t`Personal message`} multiline {...form.bind("message")} dir="auto" />
    </FormDialog>
  );
}

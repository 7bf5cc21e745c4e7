import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type BookGuest } from "@/api";
import { EmailFault } from "@/features/guests";
import { changedOf } from "@/lib/changedOf";
import { optionalEmail } from "@/lib/contacts";
import { Button, Checkbox, Confirm, Field, Form, Panel, SubmitButton, toast } from "@/ui";
import { useChangePerson, useRemovePerson } from "../queries";
import { ErasePerson } from "./ErasePerson";
import { PersonEvents } from "./PersonEvents";

const line = z.string().trim();
const orNull = (text: string) => text || null;
const lines = (text: string) =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);
const schema = () =>
  z.object({
    name: line.min(1, t`Enter a name.`),
    email: optionalEmail().transform(orNull),
    phone: line.transform(orNull),
    company: line,
    tags: line,
    street: line,
    postal_code: line,
    city: line,
    country: line,
    is_child: z.boolean(),
    notes: line,
  });

interface Props {
  guest: BookGuest;
  /** Whether the user has rights in the organization, and not only on some of its events. */
  isWhole: boolean;
  /** Whether the user manages the organization. */
  canErase: boolean;
  onClose: () => void;
}

/** One person of the address book: details to edit, events with answers, removal. */
export function PersonPanel({ guest, isWhole, canErase, onClose }: Props) {
  return (
    <Panel
      title={guest.name}
      subtitle={guest.company}
      isOpen
      onClose={onClose}
      footer={
        isWhole && (
          <>
            {canErase && <ErasePerson guest={guest} onErased={onClose} />}
            <RemovePerson guest={guest} onRemoved={onClose} />
          </>
        )
      }
    >
      <div className="flex flex-col gap-6">
        {guest.email_fault && <EmailFault guestId={guest.id} fault={guest.email_fault} canEdit />}
        <PersonEvents guest={guest} />
        <PersonForm key={guest.version} guest={guest} isWhole={isWhole} />
      </div>
    </Panel>
  );
}

function PersonForm({ guest, isWhole }: { guest: BookGuest; isWhole: boolean }) {
  const change = useChangePerson();
  const address = guest.address;
  const known = {
    name: guest.name,
    email: guest.email ?? "",
    phone: guest.phone ?? "",
    company: guest.company,
    tags: guest.tags.join(", "),
    street: (address.lines ?? []).join("\n"),
    postal_code: address.postal_code ?? "",
    city: address.city ?? "",
    country: address.country ?? "",
    is_child: guest.is_child ?? false,
    notes: guest.notes,
  };
  const checked = schema();
  const form = useForm({
    schema: checked,
    values: known,
    save: (values) => {
      const changed = changedOf(checked.parse(known), values);
      const { tags, street, postal_code, city, country, ...plain } = changed;
      const isMoved = [street, postal_code, city, country].some((one) => one !== undefined);
      return change.mutateAsync({
        id: guest.id,
        version: guest.version,
        ...plain,
        ...(tags !== undefined && {
          tags: tags
            .split(/[,،]/)
            .map((one) => one.trim())
            .filter(Boolean),
        }),
        ...(isMoved && {
          address: {
            lines: lines(values.street),
            postal_code: values.postal_code,
            city: values.city,
            region: address.region ?? "",
            country: values.country,
          },
        }),
      });
    },
    onSaved: () => toast.show(t`Saved`),
  });
  return (
    <Form form={form}>
      <Field label={t`Name`} {...form.bind("name")} />
      <Field label={t`E-mail`} type="email" dir="ltr" {...form.bind("email")} />
      <Field label={t`Phone`} type="tel" dir="ltr" {...form.bind("phone")} />
      <Field label={t`Company`} {...form.bind("company")} />
      <Field label={t`Tags`} {...form.bind("tags")} hint={t`Separated by commas.`} />
      <Field label={t`Street and number`} multiline {...form.bind("street")} />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,2fr)] gap-3">
        <Field label={t`Postal code`} {...form.bind("postal_code")} />
        <Field label={t`City`} {...form.bind("city")} />
      </div>
      <Field label={t`Country`} {...form.bind("country")} />
      <Checkbox
        isSelected={form.now.is_child}
        onChange={(isOn) => form.bind("is_child").onChange(isOn)}
      >{t`Child`}</Checkbox>
      {isWhole && <Field label={t`Notes`} multiline {...form.bind("notes")} />}
      <div>
        <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
      </div>
    </Form>
  );
}

function RemovePerson({ guest, onRemoved }: { guest: BookGuest; onRemoved: () => void }) {
  const remove = useRemovePerson();
  const [isAsking, setAsking] = useState(false);
  const { name } = guest;
  return (
    <>
      <Button tone="quiet" onPress={() => setAsking(true)}>{t`Remove from address book`}</Button>
      <Confirm
        title={t`Remove ${name} from the address book?`}
        action={t`Remove`}
        isDanger
        isOpen={isAsking}
        isPending={remove.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          remove.mutate(guest.id, {
            onSuccess: () => {
              toast.show(t`${name} was removed from the address book`);
              onRemoved();
            },
            onError: (error) => toast.error(messageOf(error)),
          })
        }
      >
        <p>{t`They stay on the lists of events that they are invited to. This can't be undone.`}</p>
      </Confirm>
    </>
  );
}

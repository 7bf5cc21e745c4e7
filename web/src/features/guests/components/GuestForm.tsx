import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Attendee, type GuestInput } from "@/api";
import { changedOf } from "@/lib/changedOf";
import { optionalEmail } from "@/lib/contacts";
import { Field, Form, SubmitButton, Switch, toast } from "@/ui";
import { useChangeGuest } from "../queries";

const line = z.string().trim();
const orNull = (text: string) => text || null;
const schema = () =>
  z.object({
    name: line,
    email: optionalEmail().transform(orNull),
    phone: line.transform(orNull),
    company: line,
    tags: line,
    isChild: z.boolean(),
    side: line,
    notes: line,
    street: line,
    postalCode: line,
    city: line,
    country: line,
  });
type Values = z.output<ReturnType<typeof schema>>;

/** Where the server names a field differently. */
const names = { is_child: "isChild", address: "street" } as const;

interface Props {
  eventId: string;
  guest: Attendee;
  canEdit: boolean;
}

/** What is known of a guest. Fields that somebody else changes meanwhile follow, unless they are being edited. */
export function GuestForm({ eventId, guest, canEdit }: Props) {
  const change = useChangeGuest(eventId);
  const known = valuesOf(guest);
  const checked = schema();
  const form = useForm({
    schema: checked,
    values: known,
    names,
    save: (values) =>
      change.mutateAsync({ id: guest.id, ...inputOf(guest, checked.parse(known), values) }),
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
        label={t`Tags`}
        hint={t`With commas between them.`}
        {...form.bind("tags")}
        isReadOnly={isReadOnly}
      />
      <Switch {...form.bindSwitch("isChild")} isDisabled={isReadOnly}>{t`Child`}</Switch>
      <Field
        label={t`Notes for the team`}
        multiline
        {...form.bind("notes")}
        isReadOnly={isReadOnly}
        hint={t`Check-in staff see them too; guests don't.`}
      />
      <Field label={t`Company`} {...form.bind("company")} isReadOnly={isReadOnly} />
      <Field
        label={t`Street address`}
        multiline
        rows={2}
        {...form.bind("street")}
        isReadOnly={isReadOnly}
      />
      <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-3">
        <Field label={t`Postal code`} {...form.bind("postalCode")} isReadOnly={isReadOnly} />
        <Field label={t`City`} {...form.bind("city")} isReadOnly={isReadOnly} />
      </div>
      <Field label={t`Country`} {...form.bind("country")} isReadOnly={isReadOnly} />
      {canEdit && (
        <div>
          <SubmitButton form={form}>{t`Save changes`}</SubmitButton>
        </div>
      )}
    </Form>
  );
}

function valuesOf(guest: Attendee) {
  const address = guest.address ?? {};
  return {
    name: guest.name,
    email: guest.email ?? "",
    phone: guest.phone ?? "",
    company: guest.company ?? "",
    tags: (guest.tags ?? []).join(", "),
    isChild: guest.is_child ?? false,
    side: guest.side ?? "",
    notes: guest.notes ?? "",
    street: (address.lines ?? []).join("\n"),
    postalCode: address.postal_code ?? "",
    city: address.city ?? "",
    country: address.country ?? "",
  };
}

/** Only what was changed, as the server names it. An address is sent whole. */
function inputOf(guest: Attendee, known: Values, values: Values): GuestInput {
  const { tags, isChild, street, postalCode, city, country, ...rest } = changedOf(known, values);
  const input: GuestInput = rest;
  if (tags !== undefined)
    input.tags = tags
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean);
  if (isChild !== undefined) input.is_child = isChild;
  if ([street, postalCode, city, country].some((part) => part !== undefined))
    input.address = {
      ...guest.address,
      lines: values.street
        .split("\n")
        .map((part) => part.trim())
        .filter(Boolean),
      postal_code: values.postalCode,
      city: values.city,
      country: values.country,
    };
  return input;
}

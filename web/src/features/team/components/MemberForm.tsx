import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Duty, type ExtraPermission, type Member } from "@/api";
import { Checkbox, Field, FormDialog, Select, toast } from "@/ui";
import { duties, dutyLabel, extraLabel, extras, roleHint, roleLabel, roles } from "../model";
import { useChangeMember, useInvite } from "../queries";

const schema = (isNew: boolean) =>
  z.object({
    email: isNew ? z.email(t`Enter an e-mail address, such as ana@example.com.`) : z.string(),
    role: z.enum(["viewer", "editor", "admin"]),
    display_name: z.string().trim(),
    duties: z.custom<Duty[]>(),
    permissions: z.custom<ExtraPermission[]>(),
  });

/** Invites somebody to the team, or changes what they may do. */
export function MemberForm({
  eventId,
  member,
  onClose,
}: {
  eventId: string;
  member: Member | null;
  onClose: () => void;
}) {
  const invite = useInvite(eventId);
  const change = useChangeMember(eventId);
  const form = useForm({
    schema: schema(!member),
    values: {
      email: member?.email ?? "",
      role: member?.role ?? "editor",
      display_name: member?.display_name ?? "",
      duties: member?.duties ?? [],
      permissions: member?.permissions ?? [],
    },
    save: ({ email, display_name, ...values }) => {
      const body = { ...values, display_name: display_name || null };
      return member
        ? change.mutateAsync({ id: member.id, version: member.version, ...body })
        : invite.mutateAsync({ ...body, email });
    },
    onSaved: (saved) => {
      onClose();
      if (member) toast.show(t`Saved`);
      else if (saved.status === "active") toast.show(t`${saved.name} is in the team now`);
      else toast.show(t`Invitation sent to ${saved.name}`);
    },
  });
  const { role } = form.now;
  return (
    <FormDialog
      title={member ? t`Edit member` : t`Invite to the team`}
      action={member ? t`Save changes` : t`Send invitation`}
      form={form}
      onClose={onClose}
    >
      {!member && (
        <Field
          label={t`E-mail`}
          {...form.bind("email")}
          type="email"
          dir="ltr"
          autoFocus
          maxLength={254}
          hint={t`They get a link that works for 7 days.`}
        />
      )}
      <Select
        label={t`Role`}
        {...form.bind("role")}
        hint={roleHint(role)}
        options={roles.map((id) => ({ id, label: roleLabel(id) }))}
      />
      <Field
        label={t`Name in the team`}
        {...form.bind("display_name")}
        maxLength={200}
        hint={t`Optional. By default, the name of their account.`}
      />
      {role !== "admin" && (
        <Choices
          legend={t`Also allowed to`}
          {...form.bind("permissions")}
          options={extras
            .filter((id) => role === "viewer" || id === "manage_event")
            .map((id) => ({ id, label: extraLabel(id) }))}
        />
      )}
      <Choices
        legend={t`Duties`}
        {...form.bind("duties")}
        options={duties.map((id) => ({ id, label: dutyLabel(id) }))}
      />
    </FormDialog>
  );
}

/** Any of a few options, as checkboxes. */
function Choices<Id extends string>({
  legend,
  value,
  onChange,
  options,
}: {
  legend: string;
  value: Id[];
  onChange: (value: Id[]) => void;
  options: { id: Id; label: string }[];
}) {
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {options.map(({ id, label }) => (
          <Checkbox
            key={id}
            isSelected={value.includes(id)}
            onChange={(isOn) => onChange(isOn ? [...value, id] : value.filter((one) => one !== id))}
          >
            {label}
          </Checkbox>
        ))}
      </div>
    </fieldset>
  );
}

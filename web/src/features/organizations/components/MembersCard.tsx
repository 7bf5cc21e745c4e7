import { t } from "@lingui/core/macro";
import { useState } from "react";
import { z } from "zod";
import { messageOf, useForm, type Organization, type OrganizationMember } from "@/api";
import { choiceOf } from "@/lib/choice";
import { dayAndTime, localZone } from "@/lib/dates";
import { useNow } from "@/lib/useNow";
import { useMe } from "@/features/identity";
import { Button, Card, Chip, Confirm, Field, FormDialog, Select, toast } from "@/ui";
import { roleHint, roleLabel, roles } from "../model";
import {
  useAddMember,
  useChangeMember,
  useMembers,
  useRemoveMember,
  useSendAgain,
} from "../queries";

/** Who is in the organization, and what their role allows. */
export function MembersCard({ organization }: { organization: Organization }) {
  const members = useMembers(organization.id).data ?? [];
  const [isAdding, setAdding] = useState(false);
  const canManage = organization.can.manage_organization ?? false;
  return (
    <Card
      flush
      title={t`Members`}
      actions={canManage && <Button onPress={() => setAdding(true)}>{t`Add member`}</Button>}
    >
      <ul className="divide-y divide-line">
        {members.map((member) => (
          <MemberRow key={member.id} organization={organization} member={member} />
        ))}
      </ul>
      {isAdding && <AddMember organization={organization} onClose={() => setAdding(false)} />}
    </Card>
  );
}

function MemberRow({
  organization,
  member,
}: {
  organization: Organization;
  member: OrganizationMember;
}) {
  const me = useMe().data;
  const change = useChangeMember(organization.id);
  const remove = useRemoveMember(organization.id);
  const sendAgain = useSendAgain(organization.id);
  const [isRemoving, setRemoving] = useState(false);
  const isInvited = member.status === "invited";
  const isOwn = member.user_id !== null && member.user_id === me?.id;
  const key = member.user_id ?? member.id;
  const isOwner = organization.can.own_organization ?? false;
  const canChange =
    (organization.can.manage_organization ?? false) && (isOwner || member.role !== "owner");
  const onError = (error: Error) => toast.error(messageOf(error));
  return (
    <li className="flex flex-wrap items-center gap-3 px-5 py-3 text-sm">
      <span className="min-w-0 flex-1 basis-48">
        <bdi className="block truncate font-medium">{member.name}</bdi>
        {isInvited ? (
          <Invited expiresAt={member.expires_at} />
        ) : (
          <span className="block truncate text-quiet" dir="ltr">
            {member.email}
          </span>
        )}
      </span>
      {canChange ? (
        <Select
          label={t`Role of ${member.name}`}
          hideLabel
          className="w-36"
          options={options(isOwner)}
          value={member.role}
          onChange={(id) => {
            const role = choiceOf(roles, id);
            if (role) change.mutate({ user: key, role }, { onError });
          }}
        />
      ) : (
        <Chip>{roleLabel(member.role)}</Chip>
      )}
      {canChange && isInvited && (
        <Button
          size="small"
          tone="quiet"
          isPending={sendAgain.isPending}
          onPress={() =>
            sendAgain.mutate(key, {
              onSuccess: () => toast.show(t`Invitation sent to ${member.name}`),
              onError,
            })
          }
        >{t`Send again`}</Button>
      )}
      {(canChange || isOwn) && (
        <Button size="small" tone="quiet" onPress={() => setRemoving(true)}>
          {isOwn ? t`Leave` : isInvited ? t`Withdraw` : t`Remove`}
        </Button>
      )}
      <Confirm
        title={
          isOwn
            ? t`Leave ${organization.name}?`
            : isInvited
              ? t`Withdraw the invitation of ${member.name}?`
              : t`Remove ${member.name} from the organization?`
        }
        action={isOwn ? t`Leave` : isInvited ? t`Withdraw` : t`Remove`}
        isDanger
        isOpen={isRemoving}
        isPending={remove.isPending}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.mutate(key, { onSuccess: () => setRemoving(false), onError })}
      >
        <p>
          {isInvited
            ? t`The link in the mail stops working.`
            : t`Its events and address book can't be opened any more, except events whose team they are in.`}
        </p>
      </Confirm>
    </li>
  );
}

/** Until when an invitation can be accepted. */
function Invited({ expiresAt }: { expiresAt: string | null }) {
  const now = useNow();
  const isOver = expiresAt !== null && Date.parse(expiresAt) < now;
  return (
    <span className="flex flex-wrap items-center gap-2 text-quiet">
      <Chip tone={isOver ? "danger" : "warning"}>{isOver ? t`Expired` : t`Invited`}</Chip>
      {expiresAt !== null && !isOver && (
        <span>{t`Until ${dayAndTime(expiresAt, localZone())}`}</span>
      )}
    </span>
  );
}

const options = (isOwner: boolean) =>
  roles
    .filter((role) => isOwner || role !== "owner")
    .map((role) => ({ id: role, label: roleLabel(role) }));

function AddMember({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const add = useAddMember(organization.id);
  const form = useForm({
    schema: z.object({
      email: z.email(t`Enter an e-mail address, such as ana@example.com.`),
      role: z.enum(roles),
    }),
    values: { email: "", role: "manager" as const },
    save: (values) => add.mutateAsync(values),
    onSaved: ({ name, status }) => {
      onClose();
      toast.show(status === "invited" ? t`Invitation sent to ${name}` : t`${name} is a member now`);
    },
  });
  return (
    <FormDialog title={t`Add member`} action={t`Add member`} form={form} onClose={onClose}>
      <Field
        label={t`E-mail`}
        {...form.bind("email")}
        type="email"
        dir="ltr"
        autoFocus
        hint={t`They get a mail with a link to join. Whoever has confirmed this address is a member at once.`}
      />
      <Select
        label={t`Role`}
        options={options(organization.can.own_organization ?? false)}
        hint={roleHint(form.now.role)}
        {...form.bind("role")}
      />
    </FormDialog>
  );
}

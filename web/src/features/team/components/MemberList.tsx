import { t } from "@lingui/core/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { messageOf, type Member } from "@/api";
import { ago } from "@/lib/dates";
import { Chip, Confirm, Menu, toast } from "@/ui";
import { dutyLabel, extraLabel, roleLabel, statusLabel } from "../model";
import { useRemoveMember, useSendAgain, useViewAs } from "../queries";

interface Props {
  eventId: string;
  members: Member[];
  ownId: string | undefined;
  canManage: boolean;
  onEdit: (member: Member) => void;
  onLeft: () => void;
}

/** The team, and who is invited to it: with role, status, and when each last changed. */
export function MemberList({ eventId, members, ownId, canManage, onEdit, onLeft }: Props) {
  const [asked, setAsked] = useState<Member | null>(null);
  return (
    <>
      <ul className="divide-y divide-line">
        {members.map((member) => (
          <Row
            key={member.id}
            eventId={eventId}
            member={member}
            isOwn={member.user_id !== null && member.user_id === ownId}
            canManage={canManage}
            onEdit={() => onEdit(member)}
            onRemove={() => setAsked(member)}
          />
        ))}
      </ul>
      {asked && (
        <ConfirmRemoval
          eventId={eventId}
          member={asked}
          isOwn={asked.user_id !== null && asked.user_id === ownId}
          onClose={() => setAsked(null)}
          onLeft={onLeft}
        />
      )}
    </>
  );
}

function Row({
  eventId,
  member,
  isOwn,
  canManage,
  onEdit,
  onRemove,
}: {
  eventId: string;
  member: Member;
  isOwn: boolean;
  canManage: boolean;
  onEdit: () => void;
  onRemove: () => void;
}) {
  const navigate = useNavigate();
  const sendAgain = useSendAgain(eventId);
  const viewAs = useViewAs(eventId);
  const { word, tone } = statusLabel(member);
  const isInvited = member.status === "invited";
  const more = [...member.duties.map(dutyLabel), ...member.permissions.map(extraLabel)];
  const send = () =>
    sendAgain.mutate(member.id, {
      onSuccess: () => toast.show(t`Invitation sent to ${member.name}`),
      onError: (error) => toast.error(messageOf(error)),
    });
  const see = () =>
    viewAs.mutate(member, {
      onSuccess: () => void navigate({ to: "/events/$eventId", params: { eventId } }),
      onError: (error) => toast.error(messageOf(error)),
    });
  const actions = [
    ...(canManage ? [{ id: "edit", label: t`Edit`, onAction: onEdit }] : []),
    ...(canManage && !isOwn
      ? [{ id: "view", label: t`See the event as ${member.name}`, onAction: see }]
      : []),
    ...(canManage && isInvited
      ? [{ id: "send", label: t`Send invitation again`, onAction: send }]
      : []),
    {
      id: "remove",
      label: isOwn ? t`Leave team` : isInvited ? t`Withdraw invitation` : t`Remove`,
      isDanger: true,
      startsGroup: canManage,
      onAction: onRemove,
    },
  ];
  return (
    <li className="flex items-start gap-4 px-5 py-4">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          <bdi className="min-w-0 break-words">{member.name}</bdi>
          {isOwn && <span className="font-normal text-quiet">{t`(you)`}</span>}
          <Chip>{roleLabel(member.role)}</Chip>
          {member.status !== "active" && <Chip tone={tone}>{word}</Chip>}
        </p>
        <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-quiet">
          {member.email && member.email !== member.name && (
            <bdi className="min-w-0 break-all">{member.email}</bdi>
          )}
          <Since member={member} />
        </p>
        {more.length > 0 && <p className="mt-1 text-sm text-quiet">{more.join(" · ")}</p>}
      </div>
      {(canManage || isOwn) && <Menu label={t`More about ${member.name}`} actions={actions} />}
    </li>
  );
}

/** When somebody was invited, or was added; when an invitation was accepted isn't kept. */
function Since({ member }: { member: Member }) {
  const { assigned_at: at, status } = member;
  if (!at) return null;
  return (
    <time dateTime={at}>{status === "invited" ? t`Invited ${ago(at)}` : t`Added ${ago(at)}`}</time>
  );
}

function ConfirmRemoval({
  eventId,
  member,
  isOwn,
  onClose,
  onLeft,
}: {
  eventId: string;
  member: Member;
  isOwn: boolean;
  onClose: () => void;
  onLeft: () => void;
}) {
  const remove = useRemoveMember(eventId);
  const { name, status } = member;
  const isInvited = status === "invited";
  const texts = isOwn
    ? { title: t`Leave this team?`, action: t`Leave team`, done: t`You left the team` }
    : isInvited
      ? {
          title: t`Withdraw the invitation of ${name}?`,
          action: t`Withdraw invitation`,
          done: t`Invitation withdrawn`,
        }
      : { title: t`Remove ${name}?`, action: t`Remove`, done: t`${name} was removed` };
  return (
    <Confirm
      title={texts.title}
      action={texts.action}
      isDanger
      isOpen
      isPending={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(member.id, {
          onSuccess: () => {
            onClose();
            toast.show(texts.done);
            if (isOwn) onLeft();
          },
          onError: (error) => {
            onClose();
            toast.error(messageOf(error));
          },
        })
      }
    >
      <p>
        {isOwn
          ? t`You'll lose access to this event at once. An admin can invite you again.`
          : isInvited
            ? t`The link that was sent stops working. You can invite them again at any time.`
            : t`They lose access to this event at once, also on pages that are open. You can invite them again at any time.`}
      </p>
    </Confirm>
  );
}

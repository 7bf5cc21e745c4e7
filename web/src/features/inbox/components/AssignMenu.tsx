import { t } from "@lingui/core/macro";
import { ChevronDown, UserRound } from "lucide-react";
import { messageOf, type Conversation } from "@/api";
import { useMe } from "@/features/identity";
import { Button, Menu, toast, type MenuAction } from "@/ui";
import { useAssign, useAssignees } from "../conversations";

/** Who answers a conversation, and a menu to change it. */
export function AssignMenu({
  eventId,
  conversation,
}: {
  eventId: string;
  conversation: Conversation;
}) {
  const assign = useAssign(eventId);
  const people = useAssignees(eventId).data ?? [];
  const me = useMe().data;
  const give = (userId: string | null) =>
    assign.mutate(
      { id: conversation.id, userId },
      { onError: (error) => void toast.error(messageOf(error)) },
    );
  const mine = people.find((one) => one.user_id === me?.id);
  const others = people.filter((one) => one.user_id !== me?.id);
  const actions: MenuAction[] = [
    ...(mine ? [{ id: "me", label: t`Assign to me`, onAction: () => give(mine.user_id) }] : []),
    ...others.map((one, place) => ({
      id: one.user_id,
      label: one.name,
      startsGroup: place === 0,
      onAction: () => give(one.user_id),
    })),
    {
      id: "nobody",
      label: t`Nobody in particular`,
      startsGroup: true,
      isDisabled: conversation.assigned_to === null,
      onAction: () => give(null),
    },
  ];
  return (
    <Menu
      label={t`Who answers`}
      actions={actions}
      trigger={
        <Button size="small" icon={<UserRound size={14} />} isPending={assign.isPending}>
          {conversation.assignee ? <bdi>{conversation.assignee}</bdi> : t`Assign`}
          <ChevronDown aria-hidden size={14} />
        </Button>
      }
    />
  );
}

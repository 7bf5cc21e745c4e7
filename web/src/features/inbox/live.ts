import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const messageRereads: Rereads<"all"> = {
  message_received: ["all"],
  message_read: ["all"],
  message_answered: ["all"],
  conversation_read: ["all"],
  conversation_assigned: ["all"],
  invitation_deleted: ["all"],
  list_changed: ["all"],
};

export const activity: ActivityTexts = {
  guest_wrote: () => t`wrote a message to the host`,
  message_received: () => t`wrote a message to the host`,
  message_read: () => t`read a guest's message`,
  message_answered: () => t`replied to a guest's message`,
  conversation_read: () => t`read all that a guest wrote`,
  conversation_assigned: ({ data }) =>
    data.assigned_to
      ? t`assigned a conversation with a guest`
      : t`left a conversation with a guest to everyone`,
};

import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

const all = ["all"] as const;

export const teamRereads: Rereads<"all"> = {
  member_invited: all,
  member_invitation_sent: all,
  member_joined: all,
  member_changed: all,
  member_removed: all,
};

export const activity: ActivityTexts = {
  member_invited: () => t`invited somebody to the team`,
  member_invitation_sent: () => t`sent an invitation to the team again`,
  member_viewed: () => t`looked at the event as somebody in the team sees it`,
  member_joined: () => t`joined the team`,
  member_changed: () => t`changed somebody's role or rights`,
  member_removed: ({ data }) =>
    data?.has_left ? t`left the team` : t`removed somebody from the team`,
};

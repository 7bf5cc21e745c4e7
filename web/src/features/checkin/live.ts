import { t } from "@lingui/core/macro";
import type { ActivityTexts } from "@/api";

export const activity: ActivityTexts = {
  guest_checked_in: () => t`checked in`,
  guest_checked_out: ({ data }) =>
    data?.attendance && data.attendance !== "left" ? t`undid a check-in` : t`checked out`,
  checkin_conflict: () => t`has a scan conflict`,
  checkin_conflict_settled: () => t`resolved a scan conflict`,
  tag_bound: () => t`changed a tag`,
  ticket_reissued: () => t`reissued a ticket`,
  ticket_transferred: () => t`passed a ticket on`,
};

import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const requestRereads: Rereads<"all"> = {
  join_requested: ["all"],
  join_request_decided: ["all"],
  join_request_reopened: ["all"],
  join_request_canceled: ["all"],
  waitlist_joined: ["all"],
  waitlist_offered: ["all"],
  waitlist_converted: ["all"],
  waitlist_expired: ["all"],
  waitlist_left: ["all"],
};

export const activity: ActivityTexts = {
  join_requested: () => t`asked to join`,
  join_request_decided: ({ data }) =>
    data.status === "accepted" ? t`accepted a request to join` : t`declined a request to join`,
  join_request_reopened: () => t`took a decision about a request back`,
  join_request_canceled: () => t`took a request to join back`,
  waitlist_joined: () => t`joined the waiting list`,
  waitlist_offered: () => t`offered places to somebody who waits`,
  waitlist_converted: () => t`took offered places`,
  waitlist_expired: () => t`ended an offer that had run out`,
  waitlist_left: () => t`left the waiting list`,
};

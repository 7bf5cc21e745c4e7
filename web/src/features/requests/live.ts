import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const requestRereads: Rereads<"all"> = {
  join_requested: ["all"],
  join_request_decided: ["all"],
  join_request_reopened: ["all"],
  join_request_canceled: ["all"],
};

export const activity: ActivityTexts = {
  join_requested: () => t`asked to join`,
  join_request_decided: ({ data }) =>
    data.status === "accepted" ? t`accepted a request to join` : t`declined a request to join`,
  join_request_reopened: () => t`took a decision about a request back`,
  join_request_canceled: () => t`took a request to join back`,
};

import { t } from "@lingui/core/macro";
import type { ActivityTexts } from "@/api";

export const activity: ActivityTexts = {
  broadcast_changed: () => t`changed a message to guests`,
  broadcast_started: () => t`sent a message to guests`,
  broadcast_sent: () => t`finished sending a message to guests`,
};

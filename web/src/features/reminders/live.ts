import { t } from "@lingui/core/macro";
import type { ActivityTexts } from "@/api";

export const activity: ActivityTexts = {
  reminder_changed: () => t`changed a reminder`,
  reminder_sent: () => t`sent a reminder`,
};

import { t } from "@lingui/core/macro";
import type { ActivityTexts } from "@/api";

export const activity: ActivityTexts = {
  questions_changed: () => t`changed the questions`,
};

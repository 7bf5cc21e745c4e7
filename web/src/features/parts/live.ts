import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

export const partRereads: Rereads<"all"> = {
  part_added: ["all"],
  part_changed: ["all"],
  part_removed: ["all"],
  guest_responded: ["all"],
};

export const activity: ActivityTexts = {
  part_added: () => t`added a part to the program`,
  part_changed: () => t`changed the program`,
  part_removed: () => t`removed a part from the program`,
};

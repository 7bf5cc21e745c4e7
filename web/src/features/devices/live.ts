import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

/** Devices show the names of gates, so both lists follow changes to either. */
const bothLists = ["all", "gates"] as const;

export const deviceRereads: Rereads<"all" | "gates"> = {
  device_added: bothLists,
  device_changed: bothLists,
  device_revoked: bothLists,
  gate_added: bothLists,
  gate_changed: bothLists,
  gate_removed: bothLists,
};

export const activity: ActivityTexts = {
  device_added: () => t`added a device`,
  device_changed: () => t`changed a device`,
  device_revoked: () => t`revoked a device`,
  gate_added: () => t`added a gate`,
  gate_changed: () => t`changed a gate`,
  gate_removed: () => t`removed a gate`,
};

import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

/** A gate's name stands with each device, so both lists follow both. */
const both = ["all", "gates"] as const;

export const deviceRereads: Rereads<"all" | "gates"> = {
  device_added: both,
  device_changed: both,
  device_revoked: both,
  gate_added: both,
  gate_changed: both,
  gate_removed: both,
};

export const activity: ActivityTexts = {
  device_added: () => t`added a device`,
  device_changed: () => t`changed a device`,
  device_revoked: () => t`revoked a device`,
  gate_added: () => t`added a gate`,
  gate_changed: () => t`changed a gate`,
  gate_removed: () => t`removed a gate`,
};

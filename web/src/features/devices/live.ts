import type { Rereads } from "@/api";

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

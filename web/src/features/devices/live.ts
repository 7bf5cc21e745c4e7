import type { Rereads } from "@/api";

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

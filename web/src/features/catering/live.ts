import type { Rereads } from "@/api";

/** Facts on the invitations channel that change who eats what. */
export const eaterRereads: Rereads<"sheet"> = {
  attendee_added: ["sheet"],
  attendee_updated: ["sheet"],
  guest_responded: ["sheet"],
  invitation_canceled: ["sheet"],
  invitation_deleted: ["sheet"],
  list_changed: ["sheet"],
  part_removed: ["sheet"],
};

/** Facts on the seats channel that change who eats where. */
export const placeRereads: Rereads<"sheet"> = {
  list_changed: ["sheet"],
  seat_assigned: ["sheet"],
  seat_freed: ["sheet"],
  seat_updated: ["sheet"],
};

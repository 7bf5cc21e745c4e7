import { t } from "@lingui/core/macro";
import type { ActivityTexts, Invitation, Patches, Rereads } from "@/api";

interface Place {
  invitation_id: string | null;
  attendee_id: string;
  guest_id: string;
}

function patchGuest(
  row: Invitation,
  place: Place,
  change: Partial<Invitation["guests"][number]>,
): Invitation {
  if (place.invitation_id !== row.id) return row;
  return {
    ...row,
    guests: row.guests.map((guest) =>
      guest.guest_id === place.guest_id || guest.id === place.attendee_id
        ? { ...guest, ...change }
        : guest,
    ),
  };
}

/** Applies what a fact says about an invitation. A refetch of the rest follows shortly after. */
export const invitationPatches: Patches<Invitation> = {
  guest_checked_in: (row, fact) => patchGuest(row, fact, { attendance: "checked_in" }),
  guest_checked_out: (row, fact) =>
    fact.attendance === "checked_in" ? row : patchGuest(row, fact, { attendance: "left" }),
  invitation_updated: (row, fact) =>
    fact.invitation_id === row.id ? { ...row, status: fact.status as Invitation["status"] } : row,
};

export const invitationRereads: Rereads<"all"> = {
  attendee_added: ["all"],
  attendee_updated: ["all"],
  guest_checked_in: ["all"],
  guest_checked_out: ["all"],
  guest_responded: ["all"],
  invitation_created: ["all"],
  invitation_updated: ["all"],
  invitation_sent: ["all"],
  invitation_opened: ["all"],
  invitation_canceled: ["all"],
  invitation_deleted: ["all"],
  list_changed: ["all"],
  part_added: ["all"],
  part_changed: ["all"],
  part_removed: ["all"],
};

export const activity: ActivityTexts = {
  invitation_created: () => t`created an invitation`,
  invitation_updated: () => t`changed an invitation`,
  invitation_sent: () => t`sent an invitation`,
  invitation_opened: () => t`opened the invitation`,
  invitation_canceled: () => t`canceled an invitation`,
  invitation_restored: () => t`restored an invitation`,
  invitation_deleted: () => t`deleted an invitation`,
  guest_email_replaced: () => t`changed a guest’s e-mail by the party’s link`,
  invitation_link_requested: () => t`sent a guest the link that they asked for`,
  party_answered: () => t`replied`,
  direct_invited: () => t`invited somebody directly`,
  share_link_created: () => t`made a share link`,
  share_link_used: () => t`came by a share link`,
  share_link_ended: () => t`ended a share link`,
};

import { t } from "@lingui/core/macro";
import type { AttendeeStatus, Invitation, InvitationStatus } from "@/api";
import type { ChipTone } from "@/ui";

export const invitationStatuses: InvitationStatus[] = [
  "pending",
  "accepted",
  "partial",
  "declined",
  "attended",
];

export function statusLabel(status: InvitationStatus): { word: string; tone: ChipTone } {
  switch (status) {
    case "pending":
      return { word: t`Waiting for replies`, tone: "neutral" };
    case "accepted":
      return { word: t`All coming`, tone: "positive" };
    case "partial":
      return { word: t`Some coming`, tone: "warning" };
    case "declined":
      return { word: t`Not coming`, tone: "danger" };
    case "attended":
      return { word: t`Arrived`, tone: "info" };
  }
}

/** Delivery status of the invitation. */
export function wayLabel(row: Invitation): string {
  if (row.canceled_at) return t({ context: "invitation", message: "Canceled" });
  if (row.responded_at) return t`Replied`;
  if (row.opened_at) return t`Opened`;
  if (row.sent_at) return isBounced(row) ? t`Not delivered` : t`Sent`;
  return t`Not sent`;
}

export function hasAccepted(status: string): boolean {
  return status === "accepted" || status === "attended" || status === "no_show";
}

/** A reply to a part of the event. */
export function partStatus(part: { status: string; is_waitlisted: boolean }): AttendeeStatus {
  if (part.is_waitlisted) return "waitlisted";
  if (part.status === "accepted") return "going";
  return part.status === "declined" ? "declined" : "pending";
}

export function yesCount(row: Invitation): number {
  return row.guests.filter((guest) => hasAccepted(guest.status)).length;
}

export function canBeSent(row: Invitation): boolean {
  return !row.canceled_at;
}

/** Whether anybody of the party has an e-mail address that takes mail, as far as is known. */
export function hasAddress(row: Invitation): boolean {
  return row.guests.some((guest) => guest.email && !guest.is_bounced);
}

/** Whether mail to everybody of the party who has an address came back. */
function isBounced(row: Invitation): boolean {
  return row.guests.some((guest) => guest.is_bounced) && !hasAddress(row);
}

/** How many invitations are chosen, and whom of them an e-mail reaches. */
export interface Reach {
  chosen: number;
  reachable: number;
  silent: number;
  /** Who could be reached, but has replied already. */
  answered: number;
}

export function reachOf(rows: readonly Invitation[]): Reach {
  const open = rows.filter(canBeSent);
  const known = open.filter(hasAddress);
  const answered = known.filter((row) => row.responded_at).length;
  return {
    chosen: rows.length,
    reachable: known.length - answered,
    silent: open.length - known.length,
    answered,
  };
}

/** Parses names separated by lines or commas. */
export function peopleFrom(text: string): { first_name: string; last_name?: string }[] {
  return text
    .split(/[\n;]|,(?!\s*(?:jr|sr)\b)/i)
    .map((line) => line.trim())
    .filter(Boolean)
    .map((name) => {
      const at = name.lastIndexOf(" ");
      return at < 0
        ? { first_name: name }
        : { first_name: name.slice(0, at), last_name: name.slice(at + 1) };
    });
}

import { t } from "@lingui/core/macro";
import type { EventRow, JoinRequest } from "@/api";

export const statuses = ["pending", "accepted", "declined", "canceled"] as const;
export type RequestStatus = (typeof statuses)[number];

export function statusLabel(status: RequestStatus): string {
  return {
    pending: t`Waiting`,
    accepted: t`Accepted`,
    declined: t`Declined`,
    canceled: t`Taken back`,
  }[status];
}

/** Ready words for a decline; hosts change them as they like. */
export const reasons = (): string[] => [
  t`We're full this time. I'd love to see you at the next one.`,
  t`This evening is for people who know each other. Thank you for asking.`,
  t`We need to keep the group balanced. Please ask again next time.`,
];

/** The places that are left, or null without a limit. */
export function placesLeft(event: EventRow): number | null {
  return event.capacity === null ? null : Math.max(0, event.capacity - event.going_count);
}

/** How many of these requests fit, in their order, and for how many people. */
export function fitting(requests: JoinRequest[], left: number | null) {
  let free = left ?? Infinity;
  const fit = requests.filter((one) => {
    if (one.places > free) return false;
    free -= one.places;
    return true;
  });
  return { count: fit.length, places: fit.reduce((sum, one) => sum + one.places, 0) };
}

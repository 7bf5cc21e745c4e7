import { useSyncExternalStore } from "react";

/** The member of an event with whose rights its pages are shown. */
export interface Viewed {
  eventId: string;
  memberId: string;
  name: string;
}

// Only in memory: a reload ends it, and another tab shows the event with one's own rights.
let viewed: Viewed | null = null;
const listeners = new Set<() => void>();

/** Whose rights requests are sent with; null for one's own. */
export const viewedMember = () => viewed;

export function viewAs(next: Viewed | null): void {
  viewed = next;
  listeners.forEach((notify) => notify());
}

function subscribe(notify: () => void): () => void {
  listeners.add(notify);
  return () => listeners.delete(notify);
}

export function useViewed(): Viewed | null {
  return useSyncExternalStore(subscribe, viewedMember);
}

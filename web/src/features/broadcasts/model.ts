import { t } from "@lingui/core/macro";
import type { Broadcast, BroadcastAudience, BroadcastRecipient } from "@/api";
import type { ChipTone } from "@/ui";

export type Kind = Broadcast["kind"];
export type Channel = Broadcast["channel"];
export type Delivery = NonNullable<BroadcastRecipient["status"]>;
export type LeftOutReason = NonNullable<BroadcastRecipient["left_out"]>;

export const kinds = ["message", "save_the_date", "change", "thank_you"] as const;
export const channels = ["email", "whatsapp", "sms"] as const;

export function kindLabel(kind: Kind): string {
  switch (kind) {
    case "message":
      return t`Custom message`;
    case "save_the_date":
      return t`Save the date`;
    case "change":
      return t`Change of time or place`;
    case "thank_you":
      return t`Thank you`;
  }
}

/** What comes with a type of message; `isSavedOnly` says whether guests can't reply on their page yet. */
export function kindHint(kind: Kind, isSavedOnly: boolean): string {
  if (kind === "message") return "";
  if (kind === "save_the_date" && !isSavedOnly)
    return t`Guests can reply on their page already. To only save the date, say so under Guest options in the settings.`;
  return t`Default text, in each guest's language`;
}

export function statusLabel(broadcast: Broadcast): { word: string; tone: ChipTone } {
  // the server calls it sent once every message waits for its turn
  switch (isMoving(broadcast) ? "sending" : broadcast.status) {
    case "draft":
      return { word: t`Draft`, tone: "neutral" };
    case "scheduled":
      return { word: t`Scheduled`, tone: "accent" };
    case "sending":
      return { word: t`Sending`, tone: "accent" };
    case "paused":
      return { word: t`Paused`, tone: "warning" };
    case "sent":
      return { word: t`Sent`, tone: "positive" };
    case "canceled":
      return { word: t`Canceled`, tone: "neutral" };
  }
}

export function deliveryLabel(status: Delivery): { word: string; tone: ChipTone } {
  switch (status) {
    case "queued":
    case "sending":
      return { word: t`On its way`, tone: "accent" };
    case "held":
      return { word: t`Paused`, tone: "warning" };
    case "outbox":
      return { word: t`In the outbox`, tone: "info" };
    case "sent":
      return { word: t`Sent`, tone: "positive" };
    case "delivered":
      return { word: t`Delivered`, tone: "positive" };
    case "read":
      return { word: t`Read`, tone: "positive" };
    case "failed":
      return { word: t`Not delivered`, tone: "danger" };
    case "suppressed":
      return { word: t`Not sent`, tone: "neutral" };
  }
}

export function reasonLabel(reason: LeftOutReason, channel: Channel): string {
  switch (reason) {
    case "opted_out":
      return t`Opted out`;
    case "bounced":
      return t`Their address takes no mail`;
    case "window_closed":
      return t`Hasn't written within 24 hours`;
    case "no_sender":
      return t`No sender for their country`;
    case "no_address":
      return noAddress(channel);
  }
}

function noAddress(channel: Channel): string {
  return channel === "email" ? t`No e-mail address` : t`No phone number`;
}

/** Groups of guests that are offered without the guest list. */
export const groups = ["unanswered", "coming", "declined", "everyone"] as const;
export type Group = (typeof groups)[number];

export function groupLabel(group: Group): string {
  switch (group) {
    case "unanswered":
      return t`Guests who haven't replied`;
    case "coming":
      return t`Guests who are coming`;
    case "declined":
      return t`Guests who aren't coming`;
    case "everyone":
      return t`Everyone`;
  }
}

export const audienceOf: Record<Group, BroadcastAudience> = {
  unanswered: { filters: { has_answer: false } },
  coming: { filters: { status: "going" } },
  declined: { filters: { status: "declined" } },
  everyone: { filters: {} },
};

/** How many of a broadcast's messages have been handed over or will never be, of how many. */
export function progressOf(broadcast: Broadcast): { done: number; failed: number; total: number } {
  const count = (...statuses: Delivery[]) =>
    statuses.reduce((sum, status) => sum + (broadcast.messages[status] ?? 0), 0);
  return {
    done: count("sent", "delivered", "read", "outbox", "suppressed", "failed"),
    failed: count("failed"),
    total: broadcast.recipients,
  };
}

/** Whether something still changes by itself. */
export function isMoving(broadcast: Broadcast): boolean {
  const { done, total } = progressOf(broadcast);
  return broadcast.status === "sending" || (broadcast.status === "sent" && done < total);
}

/** For how long after sending delivery reports, reads and bounces are expected. */
const SETTLING = 15 * 60_000;

/** Whether providers may still report on its messages. */
export function isSettling(broadcast: Broadcast, now: Date): boolean {
  const { status, sent_at: at } = broadcast;
  return status === "sent" && at !== null && now.getTime() - Date.parse(at) < SETTLING;
}

/** How many a sent message failed to reach, or left out. */
export function notReached(broadcast: Broadcast): number {
  return progressOf(broadcast).failed + broadcast.left_out;
}

/** The action that tries those who weren't reached by another channel. */
export function tryLabel(channel: Channel): string {
  switch (channel) {
    case "email":
      return t`Try the others by e-mail`;
    case "whatsapp":
      return t`Try the others by WhatsApp`;
    case "sms":
      return t`Try the others by SMS`;
  }
}

/** What became of one recipient's message, step by step. */
export function timelineOf(one: BroadcastRecipient): { word: string; at: string }[] {
  const steps = [
    { word: t`Queued`, at: one.queued_at },
    { word: t`Sent`, at: one.sent_at },
    { word: t`Delivered`, at: one.delivered_at },
    { word: t`Read`, at: one.read_at },
  ];
  return steps.flatMap(({ word, at }) => (at === null ? [] : [{ word, at }]));
}

import { t } from "@lingui/core/macro";
import { Globe, Mail, MessageCircle, MessageSquare } from "lucide-react";
import type { Conversation, Message, ReplyWay } from "@/api";
import { dayOf, localZone } from "@/lib/dates";
import type { ChipTone } from "@/ui";

/** Which conversations are listed; `failed` are messages that couldn't be delivered. */
export const shown = ["all", "unread", "mine", "nobody", "failed"] as const;
export type Shown = (typeof shown)[number];

type Channel = Message["channel"];

export const channelIcons = {
  email: Mail,
  sms: MessageSquare,
  whatsapp: MessageCircle,
  page: Globe,
} as const satisfies Record<Channel, unknown>;

export function channelLabel(channel: Channel): string {
  switch (channel) {
    case "email":
      return t`E-mail`;
    case "sms":
      return t`SMS`;
    case "whatsapp":
      return t`WhatsApp`;
    case "page":
      return t`Invitation page`;
  }
}

/** Whom a conversation is with. */
export function partyOf(one: Conversation): string {
  return one.party || one.name || one.address || t`A removed guest`;
}

/** How far a message to a guest is. */
export function deliveryLabel(status: Message["status"]): { word: string; tone: ChipTone } {
  switch (status) {
    case "queued":
    case "sending":
      return { word: t`On its way`, tone: "accent" };
    case "held":
      return { word: t`Paused`, tone: "warning" };
    case "outbox":
      return { word: t`In the outbox`, tone: "info" };
    case "sent":
      return { word: t`Sent`, tone: "neutral" };
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

/** For how long after sending a provider's reports are waited for. */
const REPORTED_WITHIN = 15 * 60_000;

/** Whether a message to a guest may still get further. */
export function isUnderWay(
  { direction, status, channel, at }: Message,
  now: number = Date.now(),
): boolean {
  if (direction !== "out") return false;
  if (status === "queued" || status === "sending") return true;
  const isReported = status === "sent" || (status === "delivered" && channel === "whatsapp");
  return isReported && now - Date.parse(at) < REPORTED_WITHIN;
}

/** Why a conversation can't be answered this way; null if it can. */
export function refusalOf(way: ReplyWay, now: number = Date.now()): string | null {
  const isOver = way.until !== null && Date.parse(way.until) <= now;
  switch (isOver ? "window-closed" : way.reason) {
    case null:
      return null;
    case "window-closed":
      return t`More than 24 hours have passed since they last wrote, and WhatsApp lets nobody answer after that.`;
    case "opted-out":
      return t`They don't want messages this way.`;
    case "guest-deleted":
      return t`Whoever wrote this was deleted from the address book.`;
    case "no-address":
      return t`Nobody of this party has an e-mail address. Add one to a guest to reply by e-mail.`;
    default:
      return t`They can't be reached this way.`;
  }
}

/** Messages of one day, the oldest first. */
export interface Day {
  label: string;
  messages: Message[];
}

export function daysOf(messages: readonly Message[], zone: string = localZone()): Day[] {
  const days: Day[] = [];
  for (const message of messages) {
    const label = dayOf(message.at, zone);
    const last = days.at(-1);
    if (last?.label === label) last.messages.push(message);
    else days.push({ label, messages: [message] });
  }
  return days;
}

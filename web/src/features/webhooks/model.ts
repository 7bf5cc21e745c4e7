import { t } from "@lingui/core/macro";
import type { Webhook, WebhookDelivery, WebhookFact } from "@/api";
import { ago } from "@/lib/dates";
import type { ChipTone } from "@/ui";

/** What can be sent, as it is chosen; each fact is in one group. */
export function factGroups(): { id: string; label: string; facts: Record<string, string> }[] {
  return [
    {
      id: "events",
      label: t`Events`,
      facts: {
        event_created: t`Event created`,
        event_updated: t`Event details changed`,
        event_published: t`Event published`,
        event_canceled: t`Event canceled`,
        event_reopened: t`Event reopened`,
        event_completed: t`Event completed`,
        event_deleted: t`Event deleted`,
        event_restored: t`Event restored`,
        part_added: t`Part added`,
        part_changed: t`Part changed`,
        part_removed: t`Part removed`,
        questions_changed: t`Questions changed`,
      },
    },
    {
      id: "guests",
      label: t`Guests`,
      facts: {
        attendee_added: t`Guest added to an event`,
        attendee_updated: t`Guest of an event changed`,
        list_changed: t`Many guests or seats changed at once`,
        guest_added: t`Added to the address book`,
        guest_changed: t`Changed in the address book`,
        guest_removed: t`Removed from the address book`,
        guests_merged: t`Guests merged`,
        guests_unmerged: t`Merge undone`,
        guest_erased: t`Guest's data erased`,
      },
    },
    {
      id: "replies",
      label: t`Invitations and replies`,
      facts: {
        guest_responded: t`Guest replied`,
        party_answered: t`Party replied through its link`,
        invitation_created: t`Party invited`,
        invitation_updated: t`Invitation changed`,
        invitation_sent: t`Invitation sent`,
        invitation_opened: t`Invitation opened`,
        invitation_canceled: t`Invitation canceled`,
        invitation_restored: t`Invitation restored`,
        invitation_deleted: t`Invitation deleted`,
      },
    },
    {
      id: "seats",
      label: t`Seats`,
      facts: {
        seat_assigned: t`Seat assigned`,
        seat_freed: t`Seat freed`,
        seat_updated: t`Seat changed`,
      },
    },
    {
      id: "checkin",
      label: t`Check-in`,
      facts: {
        guest_checked_in: t`Guest checked in`,
        guest_checked_out: t`Guest checked out`,
        ticket_reissued: t`Ticket reissued`,
      },
    },
    {
      id: "messages",
      label: t`Messages`,
      facts: {
        message_received: t`Message from a guest`,
        message_answered: t`Message answered`,
        broadcast_started: t`Sending to many guests started`,
        broadcast_sent: t`Message to many guests sent`,
        reminder_sent: t`Reminder sent`,
      },
    },
  ];
}

/** A fact in words; of a type that this version doesn't know, its name. */
export function typeLabel(type: string): string {
  if (type === "test") return t`Test`;
  return factGroups().find((group) => type in group.facts)?.facts[type] ?? type;
}

/** The facts of a group. */
export function factsOf(group: { facts: Record<string, string> }): WebhookFact[] {
  return Object.keys(group.facts) as WebhookFact[];
}

/** How a webhook is: a word for it, and a sentence that says more. */
export function health(webhook: Webhook): { word: string; tone: ChipTone; note: string } {
  if (webhook.status === "disabled") {
    const notes = {
      paused: t`Nothing is sent until you turn it on again.`,
      gone: t`The receiver answered that it no longer takes webhooks (410). Turn it on when it does.`,
      failing: t`Nothing got through for three days. Fix the receiver, then turn it on.`,
    };
    return {
      word: webhook.disabled_reason === "paused" ? t`Paused` : t`Turned off`,
      tone: webhook.disabled_reason === "paused" ? "neutral" : "danger",
      note: notes[webhook.disabled_reason ?? "paused"],
    };
  }
  if (webhook.failing_since) {
    const since = ago(webhook.failing_since);
    return {
      word: t`Failing`,
      tone: "warning",
      note: t`The first failure was ${since}. Deliveries are tried for three days.`,
    };
  }
  if (!webhook.last_delivered_at)
    return { word: t`On`, tone: "info", note: t`Nothing was sent yet.` };
  const last = ago(webhook.last_delivered_at);
  return { word: t`Working`, tone: "positive", note: t`Last delivery ${last}` };
}

export function deliveryStatus(status: WebhookDelivery["status"], tries: number) {
  const known: Record<WebhookDelivery["status"], { word: string; tone: ChipTone }> = {
    queued:
      tries > 0
        ? { word: t`Will be retried`, tone: "warning" }
        : { word: t`Waiting`, tone: "neutral" },
    sending: { word: t`Sending`, tone: "info" },
    delivered: { word: t`Delivered`, tone: "positive" },
    failed: { word: t`Failed`, tone: "danger" },
  };
  return known[status];
}

/** Why a try failed, in the reader's language; the server's own words where there are none. */
export function faultText(status: number | null, error: string): string {
  if (status !== null && status >= 300 && status < 400)
    return t`The receiver answered ${status}. Redirects aren't followed.`;
  if (status !== null) return t`The receiver answered ${status}.`;
  if (error.startsWith("No answer")) return t`The receiver didn't answer within 5 seconds.`;
  if (error.startsWith("No connection")) return t`The receiver couldn't be reached.`;
  if (error.startsWith("The connection broke off"))
    return t`The connection broke off before there was an answer.`;
  if (error.includes("can't be resolved")) return t`The name of the receiver is unknown.`;
  if (error.includes("isn't on the internet"))
    return t`The name leads to an address that isn't on the internet.`;
  return error;
}

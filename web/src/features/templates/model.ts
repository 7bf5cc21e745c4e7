import { t } from "@lingui/core/macro";
import type { MessageTemplate } from "@/api";
import type { ChipTone } from "@/ui";

export const isWaiting = (one: MessageTemplate) => one.provider_status === "pending";

/** What WhatsApp says of a template; null for those that go by other channels. */
export function approval(one: MessageTemplate): { word: string; tone: ChipTone } | null {
  if (one.channel !== "whatsapp") return null;
  switch (one.provider_status) {
    case null:
      return { word: t`Not submitted`, tone: "neutral" };
    case "pending":
      return { word: t`Waiting for approval`, tone: "accent" };
    case "approved":
      return { word: t`Approved`, tone: "positive" };
    case "rejected":
      return { word: t`Rejected`, tone: "danger" };
    case "paused":
      return { word: t`Paused by WhatsApp`, tone: "warning" };
    case "disabled":
      return { word: t`Disabled by WhatsApp`, tone: "danger" };
  }
}

const pattern = /\{\{\s*(\w+)\s*\}\}/g;
const known = new Set(["name", "event", "when", "where", "link", "answer_by"]);

/** The placeholders of a text that the host fills, each once. */
export function placeholdersIn(text: string, channel: string): string[] {
  const found = [...new Set([...text.matchAll(pattern)].map((one) => one[1] ?? ""))];
  return channel === "whatsapp" ? found : found.filter((one) => !known.has(one));
}

/** What a guest's values are called, for choosing what fills a placeholder. */
export const guestValues: { id: string; label: () => string }[] = [
  { id: "{{name}}", label: () => t`Guest's name` },
  { id: "{{event}}", label: () => t`Event's name` },
  { id: "{{when}}", label: () => t`Date and time` },
  { id: "{{where}}", label: () => t`Place` },
  { id: "{{link}}", label: () => t`Link to their invitation` },
  { id: "{{answer_by}}", label: () => t`Reply deadline` },
];

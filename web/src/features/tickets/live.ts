import { t } from "@lingui/core/macro";
import type { ActivityTexts, Rereads } from "@/api";

/** What orders take and give back changes how many of each type and code are left. */
const both = ["types", "promos"] as const;

export const ticketRereads: Rereads<"types" | "promos"> = {
  ticket_type_added: ["types"],
  ticket_type_changed: ["types"],
  ticket_type_removed: ["types"],
  promo_code_added: ["promos"],
  promo_code_changed: ["promos"],
  promo_code_removed: ["promos"],
  order_placed: both,
  order_paid: both,
  order_expired: both,
  order_canceled: both,
  lines_canceled: both,
};

export const activity: ActivityTexts = {
  ticket_type_added: () => t`added a ticket type`,
  ticket_type_changed: () => t`changed a ticket type`,
  ticket_type_removed: () => t`removed a ticket type`,
  promo_code_added: () => t`added a promo code`,
  promo_code_changed: () => t`changed a promo code`,
  promo_code_removed: () => t`removed a promo code`,
};

import { t } from "@lingui/core/macro";
import { Ticket } from "lucide-react";
import { Link } from "react-aria-components";
import { allows, useEvent } from "@/features/events";
import { useTicketTypes } from "@/features/tickets";

/** Leads to the desk where tickets are sold, for whoever may sell them. */
export function SellTickets({ eventId }: { eventId: string }) {
  const event = useEvent(eventId).data;
  const types = useTicketTypes(eventId).data ?? [];
  if (!event || !allows(event, "edit_event") || !types.some((one) => one.is_on_sale)) return null;
  return (
    <Link
      href={`/events/${eventId}/orders/new`}
      className="inline-flex min-h-12 items-center justify-center gap-2 rounded-control border border-gate-line bg-gate-page/70 px-5 text-base font-medium text-gate-text transition hover:border-gate-quiet data-focus-visible:outline-gate-text"
    >
      <Ticket aria-hidden size={20} />
      {t`Sell tickets`}
    </Link>
  );
}

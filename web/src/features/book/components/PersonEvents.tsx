import { t } from "@lingui/core/macro";
import type { BookGuest } from "@/api";
import { dayOf, localZone } from "@/lib/dates";
import { Chip, LinkButton } from "@/ui";

type Answer = BookGuest["events"][number]["status"];

/** The events that somebody is or was invited to, with the answer. */
export function PersonEvents({ guest }: { guest: BookGuest }) {
  const more = guest.event_count - guest.events.length;
  return (
    <section className="flex flex-col gap-2 text-sm">
      <h3 className="font-medium">{t`Events`}</h3>
      {guest.events.length === 0 && (
        <p className="text-quiet">{t`Not invited to any event yet.`}</p>
      )}
      <ul className="flex flex-col gap-2">
        {guest.events.map(({ event_id, title, starts_at, status }) => (
          <li key={event_id} className="flex flex-wrap items-center gap-2">
            <LinkButton size="small" href={`/events/${event_id}/guests`}>
              <bdi>{title}</bdi>
            </LinkButton>
            {starts_at && <span className="text-quiet">{dayOf(starts_at, localZone())}</span>}
            <Chip tone={status === "going" ? "accent" : "neutral"}>{answerLabel(status)}</Chip>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="text-quiet">{t`and ${more} more`}</p>}
    </section>
  );
}

export function answerLabel(status: Answer): string {
  switch (status) {
    case "going":
      return t`Coming`;
    case "declined":
      return t`Not coming`;
    case "waitlisted":
      return t`Waitlist`;
    case "pending":
      return t`No reply yet`;
  }
}

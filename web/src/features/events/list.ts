import { plural, t } from "@lingui/core/macro";
import { z } from "zod";
import type { EventAlert, EventItem, EventQuery } from "@/api";
import { choiceOf } from "@/lib/choice";
import { count } from "@/lib/numbers";
import { flag, text } from "@/lib/routes";
import type { ChipTone } from "@/ui";

/** URL search parameters of the list of events. */
export const eventSearch = z.object({ q: text, show: text, organization: text, mine: flag });
export type EventSearch = z.infer<typeof eventSearch>;

export const shown = ["upcoming", "past", "draft", "archived", "deleted"] as const;
export type Shown = (typeof shown)[number];

export function shownLabel(show: Shown): string {
  switch (show) {
    case "upcoming":
      return t`Upcoming`;
    case "past":
      return t`Past`;
    case "draft":
      return t`Drafts`;
    case "archived":
      return t`Archived`;
    case "deleted":
      return t`Deleted`;
  }
}

const narrowed: Record<Shown, EventQuery> = {
  upcoming: { when: "upcoming" },
  past: { when: "past" },
  draft: { status: "draft" },
  archived: { archived: true },
  deleted: { deleted: true },
};

export function queryOf(search: EventSearch): EventQuery {
  const show = choiceOf(shown, search.show);
  return {
    ...(search.q ? { q: search.q } : {}),
    ...(show ? narrowed[show] : {}),
    ...(search.organization ? { organization_id: search.organization } : {}),
    ...(search.mine ? { mine: true } : {}),
  };
}

export function isFiltered({ q, show, organization, mine }: EventSearch): boolean {
  return Boolean(q ?? show ?? organization ?? mine);
}

interface AlertLink {
  label: string;
  tone: ChipTone;
  /** The list behind the figure. */
  href: string;
}

export function alertLink({ id }: Pick<EventItem, "id">, alert: EventAlert): AlertLink {
  const base = `/events/${id}`;
  const number = count(alert.count);
  switch (alert.kind) {
    case "failed_messages":
      return {
        label: t`${number} not delivered`,
        tone: "danger",
        href: `${base}/inbox?failed=true`,
      };
    case "unread_messages":
      return { label: t`${number} unread`, tone: "accent", href: `${base}/inbox?unread=true` };
    case "full":
      return { label: t`Full`, tone: "warning", href: `${base}/guests?status=going` };
    case "full_parts":
      return {
        label: plural(alert.count, { one: "# part full", other: "# parts full" }),
        tone: "warning",
        href: `${base}/program`,
      };
    case "waitlisted":
      return {
        label: t`${number} waitlisted`,
        tone: "warning",
        href: `${base}/guests?status=waitlisted`,
      };
    case "replies_overdue":
      return {
        label: t`${number} replies overdue`,
        tone: "warning",
        href: `${base}/guests?status=pending`,
      };
  }
}

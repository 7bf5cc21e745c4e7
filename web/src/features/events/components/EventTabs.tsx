import { t } from "@lingui/core/macro";
import { useLocation, useRouter } from "@tanstack/react-router";
import type { EventRow } from "@/api";
import { LinkTabs } from "@/ui";
import { allows } from "../model";

/** First path segment below the event. */
const stepOf = (address: string) => address.split("/")[3] || "home";

/** The tabs that pages declare in their routes. */
export function EventTabs({ event }: { event: EventRow }) {
  const step = useLocation({ select: (location) => stepOf(location.pathname) });
  const pages = Object.values(useRouter().routesById).map(({ to, options }) => ({
    to,
    step: stepOf(to),
    ...options.staticData,
  }));
  const current = pages.find((page) => page.tabOf && page.step === step)?.tabOf ?? step;
  const tabs = pages
    .flatMap(({ tab, ...page }) => (tab ? { ...page, ...tab } : []))
    .filter(({ permission }) => !permission || allows(event, permission))
    .filter(({ isFor, step: own }) => !isFor || own === step || isFor(event))
    .sort((a, b) => a.order - b.order)
    .map(({ badge: Badge, ...page }) => ({
      id: page.step,
      label: page.label(),
      href: page.to.replace("$eventId", event.id),
      badge: Badge && <Badge eventId={event.id} />,
    }));
  return <LinkTabs label={t`Pages of this event`} tabs={tabs} current={current} />;
}

import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { Problem } from "@/api";
import { root, type Context } from "@/lib/routes";

async function mayStandAtDoor(
  { requireLogin }: Context,
  eventId: string,
  href: string,
): Promise<void> {
  const { pair } = await import("./offline/pairing");
  if (await pair(eventId)) return;
  await requireLogin(href).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 0) throw error;
  });
}

const toDoor = createRoute({
  getParentRoute: () => root,
  path: "/events/$eventId/door",
  staticData: { tab: { label: () => t`Check-in`, order: 70, permission: "check_in" } },
  beforeLoad: ({ params }) => {
    redirect({ to: "/door/$eventId", params, throw: true });
  },
});

/** Check-in fills the screen, without sidebar or header. It also works offline. */
const door = createRoute({
  getParentRoute: () => root,
  path: "/door/$eventId",
  staticData: { title: () => t`Check-in` },
  beforeLoad: ({ context, location, params }) =>
    mayStandAtDoor(context, params.eventId, location.href),
  component: lazyRouteComponent(() => import("./pages/DoorPage"), "DoorPage"),
});

/** Start page of the installed app. It redirects to the event that was opened last. */
const lastDoor = createRoute({
  getParentRoute: () => root,
  path: "/door",
  beforeLoad: () => {
    const eventId = localStorage.getItem("convite.door");
    if (eventId) redirect({ to: "/door/$eventId", params: { eventId }, throw: true });
    redirect({ to: "/events", throw: true });
  },
});

export const routes = [toDoor, door, lastDoor];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    checkin: typeof routes;
  }
}

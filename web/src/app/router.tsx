import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { z } from "zod";
import { Problem } from "@/api";
import { meOptions } from "@/features/identity";
import { ErrorPage, NotFoundPage } from "./ErrorPage";
import { Root } from "./Root";
import { Shell } from "./Shell";

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);
const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  component: Root,
  errorComponent: ErrorPage,
  notFoundComponent: NotFoundPage,
});

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import("@/features/identity/pages/LoginPage"), "LoginPage"),
});
const register = createRoute({
  getParentRoute: () => root,
  path: "/register",
  component: lazyRouteComponent(
    () => import("@/features/identity/pages/RegisterPage"),
    "RegisterPage",
  ),
});
const gallery = createRoute({
  getParentRoute: () => root,
  path: "/dev/ui",
  component: lazyRouteComponent(
    () => import("@/features/gallery/pages/GalleryPage"),
    "GalleryPage",
  ),
});

async function mustKnow(cache: QueryClient, href: string) {
  try {
    await cache.ensureQueryData(meOptions);
  } catch (error) {
    if (error instanceof Problem && error.status === 401)
      redirect({ to: "/login", search: href === "/" ? {} : { next: href }, throw: true });
    throw error;
  }
}

const known = createRoute({
  getParentRoute: () => root,
  id: "known",
  beforeLoad: ({ context, location }) => mustKnow(context.cache, location.href),
});
const app = createRoute({ getParentRoute: () => known, id: "app", component: Shell });
const home = createRoute({
  getParentRoute: () => app,
  path: "/",
  beforeLoad: () => {
    redirect({ to: "/events", throw: true });
  },
});
const events = createRoute({
  getParentRoute: () => app,
  path: "/events",
  component: lazyRouteComponent(() => import("@/features/events/pages/EventsPage"), "EventsPage"),
});
const newEvent = createRoute({
  getParentRoute: () => app,
  path: "/events/new",
  component: lazyRouteComponent(
    () => import("@/features/events/pages/CreateEventPage"),
    "CreateEventPage",
  ),
});
const account = createRoute({
  getParentRoute: () => app,
  path: "/account",
  component: lazyRouteComponent(() => import("./Account"), "Account"),
});
const outbox = createRoute({
  getParentRoute: () => app,
  path: "/outbox",
  component: lazyRouteComponent(() => import("@/features/outbox/pages/OutboxPage"), "OutboxPage"),
});

const jobs = createRoute({
  getParentRoute: () => app,
  path: "/jobs",
  component: lazyRouteComponent(() => import("@/features/jobs/pages/JobsPage"), "JobsPage"),
});

const event = createRoute({
  getParentRoute: () => app,
  path: "/events/$eventId",
  component: lazyRouteComponent(() => import("@/features/events/pages/EventLayout"), "EventLayout"),
});
const overview = createRoute({
  getParentRoute: () => event,
  path: "/",
  component: lazyRouteComponent(
    () => import("@/features/insight/pages/OverviewPage"),
    "OverviewPage",
  ),
});
const guests = createRoute({
  getParentRoute: () => event,
  path: "/guests",
  validateSearch: z.object({
    q: text,
    status: text,
    attendance: text,
    side: text,
    guest: text,
    add: flag,
    duplicates: flag,
  }),
  component: lazyRouteComponent(() => import("@/features/guests/pages/GuestsPage"), "GuestsPage"),
});
const load = createRoute({
  getParentRoute: () => event,
  path: "/guests/import",
  component: lazyRouteComponent(() => import("@/features/guests/pages/ImportPage"), "ImportPage"),
});
const invitations = createRoute({
  getParentRoute: () => event,
  path: "/invitations",
  validateSearch: z.object({ q: text, status: text, invitation: text, add: flag }),
  component: lazyRouteComponent(
    () => import("@/features/invitations/pages/InvitationsPage"),
    "InvitationsPage",
  ),
});
const questions = createRoute({
  getParentRoute: () => event,
  path: "/questions",
  component: lazyRouteComponent(
    () => import("@/features/questions/pages/QuestionsPage"),
    "QuestionsPage",
  ),
});
const reminders = createRoute({
  getParentRoute: () => event,
  path: "/reminders",
  component: lazyRouteComponent(
    () => import("@/features/reminders/pages/RemindersPage"),
    "RemindersPage",
  ),
});
const seating = createRoute({
  getParentRoute: () => event,
  path: "/seating",
  component: lazyRouteComponent(
    () => import("@/features/seating/pages/SeatingPage"),
    "SeatingPage",
  ),
});
const now = createRoute({
  getParentRoute: () => event,
  path: "/live",
  component: lazyRouteComponent(() => import("@/features/insight/pages/LivePage"), "LivePage"),
});
const activity = createRoute({
  getParentRoute: () => event,
  path: "/activity",
  component: lazyRouteComponent(
    () => import("@/features/insight/pages/ActivityPage"),
    "ActivityPage",
  ),
});
const devices = createRoute({
  getParentRoute: () => event,
  path: "/devices",
  component: lazyRouteComponent(
    () => import("@/features/devices/pages/DevicesPage"),
    "DevicesPage",
  ),
});
const settings = createRoute({
  getParentRoute: () => event,
  path: "/settings",
  component: lazyRouteComponent(
    () => import("@/features/events/pages/SettingsPage"),
    "SettingsPage",
  ),
});
/** The plan builder fills what the rail leaves. */
const plan = createRoute({
  getParentRoute: () => app,
  path: "/events/$eventId/seating/plan",
  component: lazyRouteComponent(() => import("@/features/plan/pages/PlanPage"), "PlanPage"),
});
/** The door fills the screen: no rail, no header. It opens without the network too. */
const toDoor = createRoute({
  getParentRoute: () => root,
  path: "/events/$eventId/door",
  beforeLoad: ({ params }) => {
    redirect({ to: "/door/$eventId", params, throw: true });
  },
});
async function mustKnowOrBeCutOff(cache: QueryClient, href: string) {
  await mustKnow(cache, href).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status !== 0) throw error;
  });
}
async function mayStandAtDoor(cache: QueryClient, eventId: string, href: string) {
  const { pair } = await import("@/features/checkin/offline/pairing");
  if (!(await pair(eventId))) await mustKnowOrBeCutOff(cache, href);
}
const door = createRoute({
  getParentRoute: () => root,
  path: "/door/$eventId",
  beforeLoad: ({ context, location, params }) =>
    mayStandAtDoor(context.cache, params.eventId, location.href),
  component: lazyRouteComponent(() => import("@/features/checkin/pages/DoorPage"), "DoorPage"),
});

/** The screen at the entrance: read from afar, so nothing stands around it. */
const entrance = createRoute({
  getParentRoute: () => known,
  path: "/events/$eventId/entrance",
  component: lazyRouteComponent(
    () => import("@/features/insight/pages/EntrancePage"),
    "EntrancePage",
  ),
});

/** Where the installed door starts: at the event it was open for last. */
const lastDoor = createRoute({
  getParentRoute: () => root,
  path: "/door",
  beforeLoad: () => {
    const eventId = localStorage.getItem("convite.door");
    if (eventId) redirect({ to: "/door/$eventId", params: { eventId }, throw: true });
    redirect({ to: "/events", throw: true });
  },
});

const tree = root.addChildren([
  login,
  register,
  gallery,
  toDoor,
  lastDoor,
  door,
  known.addChildren([
    entrance,
    app.addChildren([
      home,
      events,
      newEvent,
      account,
      outbox,
      jobs,
      plan,
      event.addChildren([
        overview,
        guests,
        load,
        invitations,
        questions,
        reminders,
        seating,
        now,
        activity,
        devices,
        settings,
      ]),
    ]),
  ]),
]);

export function makeRouter(cache: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { cache },
    defaultPreload: "intent",
    scrollRestoration: true,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}

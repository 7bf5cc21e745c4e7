import { QueryClient } from "@tanstack/react-query";
import { expect, it } from "vitest";
import { makeRouter } from "./router";
import { titleOf } from "./titles";

const { routesById } = makeRouter(new QueryClient());
const pages = Object.values(routesById);

it("every feature's pages hang where they belong", () => {
  const addresses = pages.map((page) => page.id).filter((id) => !id.startsWith("/authenticated"));
  expect(addresses.toSorted()).toEqual([
    "/dev/ui",
    "/door",
    "/door/$eventId",
    "/events/$eventId/door",
    "/forgot",
    "/login",
    "/login/$token",
    "/login/code",
    "/login/mail",
    "/login/second",
    "/register",
    "/reset/$token",
    "__root__",
  ]);
  expect(routesById["/authenticated/events/$eventId/entrance"].fullPath).toBe(
    "/events/$eventId/entrance",
  );
  expect(routesById["/authenticated/app/events/$eventId/seating/plan"].parentRoute.id).toBe(
    "/authenticated/app",
  );
  expect(routesById["/authenticated/app/events/$eventId/guests/import"].parentRoute.id).toBe(
    "/authenticated/app/events/$eventId",
  );
});

it("the pages of an event have their tabs in one order", () => {
  const tabs = pages
    .flatMap(({ options }) => options.staticData?.tab ?? [])
    .sort((a, b) => a.order - b.order);
  const known = [
    "Overview",
    "Guests",
    "Invitations",
    "Questions",
    "Reminders",
    "Seating",
    "Check-in",
    "Live",
    "Activity",
    "Settings",
  ];
  const labels = tabs.map(({ label }) => label());
  // New features add their own tabs; this list doesn't have to include them.
  expect(labels.filter((label) => known.includes(label))).toEqual(known);
  expect(labels.at(-1)).toBe("Settings");
  expect(new Set(tabs.map(({ order }) => order)).size).toBe(tabs.length);
});

it("every page is named in the browser's tab", () => {
  const redirects = ["/authenticated/app/", "/door", "/events/$eventId/door"];
  const isPage = ({ id, children }: (typeof pages)[number]) => !children && !redirects.includes(id);
  const nameless = pages
    .filter(isPage)
    .filter(({ options }) => titleOf(options.staticData ?? {}) === "Convite")
    .map(({ id }) => id);
  expect(nameless).toEqual([]);
  const guests = routesById["/authenticated/app/events/$eventId/guests"].options.staticData ?? {};
  expect(titleOf(guests, "Ana & Leo")).toBe("Guests · Ana & Leo · Convite");
});

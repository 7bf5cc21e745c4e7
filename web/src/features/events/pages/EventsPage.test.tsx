import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { eventItem } from "@/test/rows";
import { EventsPage } from "./EventsPage";

const organizations = { "GET /api/organizations": { items: [] } };

beforeEach(() => localStorage.clear());

it("shows the events with what they are about", async () => {
  answer({
    ...organizations,
    "GET /api/events": {
      items: [eventItem({ going_count: 92, total_guests: 141, confirmation_rate: 0.65 })],
    },
  });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("heading", { name: "Ana & Luis" })).toBeVisible();
  expect(screen.getByText("141")).toBeVisible();
});

it("links each alert to the list behind it", async () => {
  answer({
    ...organizations,
    "GET /api/events": {
      items: [
        eventItem({
          alerts: [
            { kind: "failed_messages", count: 2 },
            { kind: "waitlisted", count: 3 },
          ],
        }),
      ],
    },
  });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("link", { name: "2 not delivered" })).toHaveAttribute(
    "href",
    "/events/e1/inbox?failed=true",
  );
  expect(screen.getByRole("link", { name: "3 waitlisted" })).toHaveAttribute(
    "href",
    "/events/e1/guests?status=waitlisted",
  );
});

it("asks for what the address says, and clears a filter by its chip", async () => {
  const asked: string[] = [];
  answer({
    ...organizations,
    "GET /api/events": (_: unknown, url: URL) => {
      asked.push(url.search);
      return { items: [eventItem()] };
    },
  });
  show(<EventsPage />, "/events?show=past&mine=true", "/events");
  await screen.findByRole("heading", { name: "Ana & Luis" });
  expect(asked[0]).toContain("when=past");
  expect(asked[0]).toContain("mine=true");
  await userEvent.click(screen.getByRole("button", { name: "Remove filter “Past”" }));
  expect(await screen.findByRole("heading", { name: "Ana & Luis" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Remove filter “Past”" })).toBeNull();
});

it("remembers that the events are shown as a table", async () => {
  answer({ ...organizations, "GET /api/events": { items: [eventItem()] } });
  const { unmount } = show(<EventsPage />, "/events", "/events");
  await userEvent.click(await screen.findByRole("radio", { name: "Table" }));
  expect(await screen.findByRole("table", { name: "Events" })).toBeVisible();
  unmount();
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("table", { name: "Events" })).toBeVisible();
});

it("deletes an event only once its name was typed", async () => {
  const calls = answer({
    ...organizations,
    "GET /api/events": { items: [eventItem()] },
    "DELETE /api/events/e1": () => new Response(null, { status: 204 }),
  });
  show(<EventsPage />, "/events", "/events");
  await userEvent.click(await screen.findByRole("button", { name: "Actions for Ana & Luis" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const remove = await screen.findByRole("button", { name: "Delete event" });
  expect(remove).toBeDisabled();
  await userEvent.type(screen.getByRole("textbox"), "ana & luis");
  await userEvent.click(remove);
  expect(calls.some((call) => call.method === "DELETE")).toBe(true);
});

it("offers one action when there is none", async () => {
  answer({ ...organizations, "GET /api/events": { items: [] } });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("link", { name: "Create event" })).toHaveAttribute(
    "href",
    "/events/new",
  );
});

it("says what went wrong and how to go on", async () => {
  answer({
    ...organizations,
    "GET /api/events": () =>
      Response.json({ title: "Broken", detail: "The database sleeps." }, { status: 503 }),
  });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("alert")).toHaveTextContent("The database sleeps.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});

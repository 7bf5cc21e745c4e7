import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { eventItem } from "@/test/rows";
import { EventsPage } from "./EventsPage";

it("shows the events with what they are about", async () => {
  answer({
    "GET /api/events": {
      items: [eventItem({ going_count: 92, total_guests: 141, confirmation_rate: 0.65 })],
    },
  });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("heading", { name: "Ana & Luis" })).toBeVisible();
  expect(screen.getByText("141")).toBeVisible();
});

it("offers one action when there is none", async () => {
  answer({ "GET /api/events": { items: [] } });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("link", { name: "Create event" })).toHaveAttribute(
    "href",
    "/events/new",
  );
});

it("says what went wrong and how to go on", async () => {
  answer({
    "GET /api/events": () =>
      Response.json({ title: "Broken", detail: "The database sleeps." }, { status: 503 }),
  });
  show(<EventsPage />, "/events", "/events");
  expect(await screen.findByRole("alert")).toHaveTextContent("The database sleeps.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});

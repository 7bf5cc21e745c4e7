import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { client, viewAs } from "@/api";
import { answer } from "@/test/render";
import { ViewAsBanner } from "./ViewAsBanner";

afterEach(() => viewAs(null));

const show = (eventId: string) =>
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ViewAsBanner eventId={eventId} />
    </QueryClientProvider>,
  );

it("says whose view it is, and leads back", async () => {
  viewAs({ eventId: "e1", memberId: "m2", name: "Bo" });
  show("e1");
  expect(screen.getByRole("status")).toHaveTextContent("You see this event as Bo sees it.");
  await userEvent.click(screen.getByRole("button", { name: "Back to my own view" }));
  expect(screen.queryByRole("status")).toBeNull();
});

it("ends when the event's pages are left", () => {
  viewAs({ eventId: "e1", memberId: "m2", name: "Bo" });
  const page = show("e1");
  page.unmount();
  show("e1");
  expect(screen.queryByRole("status")).toBeNull();
});

it("isn't shown on another event", () => {
  viewAs({ eventId: "e1", memberId: "m2", name: "Bo" });
  show("e2");
  expect(screen.queryByRole("status")).toBeNull();
});

it("reads with the member's rights, but logs in and out with one's own", async () => {
  const calls = answer({ "GET /api/me": {}, "POST /api/auth/logout": {} });
  viewAs({ eventId: "e1", memberId: "m2", name: "Bo" });
  await client.GET("/api/me");
  await client.POST("/api/auth/logout");
  expect(calls.map((call) => call.headers.get("X-View-As"))).toEqual(["m2", null]);
});

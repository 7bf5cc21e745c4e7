import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { attendee, event, seat } from "@/test/rows";
import { SeatingPage } from "./SeatingPage";

it("puts a person on a seat from the list, and takes it back when someone was faster", async () => {
  const calls = answer({
    "GET /api/events/*": event(),
    "GET /api/events/*/seats": {
      seats: [seat(), seat({ id: "s2", seat_number: "A2", x: 30 })],
      position: "1",
    },
    "GET /api/events/*/seats/geometry": {
      plan_version: 1,
      categories: [],
      areas: [],
      tables: [],
      seats: [],
    },
    "GET /api/events/*/attendees": { items: [attendee({ status: "going" })], total: 1 },
    "PATCH /api/attendees/*": () =>
      Response.json(
        { title: "Taken", nearest: [{ id: "s2", seat_number: "A2" }] },
        { status: 409 },
      ),
  });
  show(<SeatingPage />);
  await userEvent.click(await screen.findByRole("button", { name: "Ana Smith" }));
  await userEvent.click(screen.getByRole("radio", { name: /List/ }));
  await userEvent.click(screen.getByRole("button", { name: /Seat A1/ }));
  await waitFor(() =>
    expect(calls.find((call) => call.method === "PATCH")?.body).toEqual({ seat_id: "s1" }),
  );
  await waitFor(() =>
    expect(screen.getByRole("button", { name: /Seat A1, Row A, Regular, free/ })).toBeVisible(),
  );
});

import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Scan } from "@/api";
import { answer, show } from "@/test/render";
import { takeKeyFromUrl } from "../offline/address";
import { pair, unpair } from "../offline/pairing";
import { DoorPage } from "./DoorPage";

const base = { "GET /api/events/*/checkins/conflicts": { items: [] } };

it("welcomes by name, and takes it back by the same nonce", async () => {
  const calls = answer({
    ...base,
    "POST /api/events/*/checkins": (call: { body: unknown }) => ({
      results: [
        {
          nonce: (call.body as Scan).nonce,
          result: "ok",
          attendee: { id: "a1", name: "María Ortega", seat_number: "A1", party: null, notes: null },
        },
      ],
    }),
    "POST /api/events/*/checkins/*/undo": {},
  });
  show(<DoorPage />);
  await userEvent.type(await screen.findByLabelText(/Type the code/), "QX7M-4P23{Enter}");
  const verdict = await screen.findByRole("alert");
  expect(verdict).toHaveTextContent("Welcome");
  expect(verdict).toHaveTextContent("María Ortega");
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  await waitFor(() => expect(screen.queryByText("Welcome")).not.toBeInTheDocument());
  const scan = calls.find((call) => call.path.endsWith("/checkins"))?.body as Scan;
  expect(scan).toMatchObject({ code: "QX7M-4P23", direction: "in", method: "manual" });
  expect(calls.some((call) => call.path.endsWith(`/checkins/${scan.nonce}/undo`))).toBe(true);
});

it("asks who of a party is here, and sends only those", async () => {
  const calls = answer({
    ...base,
    "POST /api/events/*/checkins": (call: { body: unknown }) => {
      const scan = call.body as Scan;
      const guests = [
        { id: "1", name: "Ana", attendance: "not_checked_in" },
        { id: "2", name: "Luis", attendance: "not_checked_in" },
      ];
      return {
        results: [
          scan.guests
            ? { nonce: scan.nonce, result: "ok", guests: [guests[0]] }
            : { nonce: scan.nonce, result: "choose", guests },
        ],
      };
    },
  });
  show(<DoorPage />);
  await userEvent.type(
    await screen.findByLabelText(/Type the code/),
    "https://x.example/r/family{Enter}",
  );
  await userEvent.click(await screen.findByRole("button", { name: /Luis/ }));
  await userEvent.click(screen.getByRole("button", { name: "Check in 1 person" }));
  expect(await screen.findByText("Welcome")).toBeVisible();
  const scans = calls
    .filter((call) => call.path.endsWith("/checkins"))
    .map((call) => call.body as Scan);
  expect(scans.map((scan) => scan.guests)).toEqual([undefined, ["1"]]);
  expect(scans[0]?.nonce).not.toBe(scans[1]?.nonce);
});

it("lets in who had said no, by a person who says why", async () => {
  const calls = answer({
    ...base,
    "POST /api/events/*/checkins": (call: { body: unknown }) => {
      const scan = call.body as Scan;
      const attendee = { id: "a1", name: "Ana Ruiz", seat_number: null, party: null, notes: null };
      return {
        results: [{ nonce: scan.nonce, result: scan.force ? "ok" : "not_coming", attendee }],
      };
    },
  });
  show(<DoorPage />);
  await userEvent.type(await screen.findByLabelText(/Type the code/), "QX7M-4P23{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Let in anyway" }));
  expect(screen.getByRole("button", { name: "Let in" })).toBeDisabled();
  await userEvent.click(screen.getByRole("button", { name: "The host said so" }));
  await userEvent.click(screen.getByRole("button", { name: "Let in" }));
  expect(await screen.findByText("Welcome")).toBeVisible();
  const scans = calls
    .filter((call) => call.path.endsWith("/checkins"))
    .map((call) => call.body as Scan);
  expect(scans[1]).toMatchObject({
    attendee_id: "a1",
    force: true,
    reason: "The host said so",
    direction: "in",
  });
});

it("names the chosen part in each scan, and says who isn't invited to it", async () => {
  localStorage.setItem("convite.part.e1", "dinner");
  const calls = answer({
    ...base,
    "POST /api/events/*/checkins": (call: { body: unknown }) => ({
      results: [
        {
          nonce: (call.body as Scan).nonce,
          result: "not_coming",
          part: "Dinner",
          attendee: { id: "a1", name: "Ana Ruiz", seat_number: null, party: null, notes: null },
        },
      ],
    }),
  });
  show(<DoorPage />);
  await userEvent.type(await screen.findByLabelText(/Type the code/), "QX7M-4P23{Enter}");
  const verdict = await screen.findByRole("alert");
  expect(verdict).toHaveTextContent("Not invited to Dinner");
  expect(verdict).toHaveTextContent("Their invitation is for other parts of the event.");
  expect(screen.getByRole("button", { name: "Let in anyway" })).toBeVisible();
  const scan = calls.find((call) => call.path.endsWith("/checkins"))?.body as Scan;
  expect(scan.part_id).toBe("dinner");
  localStorage.removeItem("convite.part.e1");
});

it("as a device speaks by its key alone, and says when that has ended", async () => {
  location.hash = "";
  history.replaceState(null, "", "/door/e1#device=dk_secret");
  takeKeyFromUrl();
  expect(location.href).not.toContain("dk_secret");
  await pair("e1");
  const calls = answer({
    "GET /api/events/*/checkins/roster": () =>
      Response.json(
        { type: "/problems/device-ended", detail: "This device's access has ended." },
        { status: 401 },
      ),
  });
  show(<DoorPage />, "/events/e1");
  expect(
    await screen.findByRole("heading", { name: "This device's access has ended" }),
  ).toBeVisible();
  expect(screen.queryByLabelText(/Type the code/)).not.toBeInTheDocument();
  expect(calls.every((call) => call.headers.get("X-Device-Key") === "dk_secret")).toBe(true);
  expect(
    calls.some((call) => call.path.includes("conflicts") || call.path.includes("refresh")),
  ).toBe(false);
  await unpair("e1");
});

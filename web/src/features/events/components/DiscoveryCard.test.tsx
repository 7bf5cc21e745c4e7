import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { DiscoveryCard } from "./DiscoveryCard";

const interest = (id: string, name: string) => ({
  id,
  name,
  slug: id,
  description: "",
  is_active: true,
  translations: {},
  version: 1,
});
const interests = { items: [interest("i1", "Music"), interest("i2", "Art")] };

afterEach(() => Reflect.deleteProperty(navigator, "geolocation"));

it("says what an event is about and where it is", async () => {
  const calls = answer({ "GET /api/interests": interests, "PATCH /api/events/e1": eventRow() });
  show(<DiscoveryCard event={eventRow({ interests: ["i1"] })} />);

  expect(await screen.findByRole("button", { name: "Music" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await userEvent.click(screen.getByRole("button", { name: "Art" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Position" }), "40.4168, -3.7038");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect
    .poll(() => calls.at(-1)?.body)
    .toMatchObject({ interests: ["i1", "i2"], latitude: 40.4168, longitude: -3.7038 });
});

it("refuses what is no place on earth", async () => {
  const calls = answer({ "GET /api/interests": interests });
  show(<DiscoveryCard event={eventRow()} />);

  await userEvent.type(await screen.findByRole("textbox", { name: "Position" }), "999, 999");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  expect(await screen.findByText(/Write latitude and longitude/)).toBeVisible();
  expect(calls.every(({ method }) => method === "GET")).toBe(true);
});

it("takes the position of the device", async () => {
  const coords = { latitude: 52.520008, longitude: 13.404954 };
  const geolocation = { getCurrentPosition: (take: (at: unknown) => void) => take({ coords }) };
  Object.defineProperty(navigator, "geolocation", { value: geolocation, configurable: true });
  answer({ "GET /api/interests": interests });
  show(<DiscoveryCard event={eventRow()} />);

  await userEvent.click(await screen.findByRole("button", { name: "Use this device's position" }));

  expect(screen.getByRole("textbox", { name: "Position" })).toHaveValue("52.52001, 13.40495");
});

it("a place can be taken away again", async () => {
  const calls = answer({ "GET /api/interests": interests, "PATCH /api/events/e1": eventRow() });
  show(<DiscoveryCard event={eventRow({ latitude: 1, longitude: 2 })} />);

  await userEvent.clear(await screen.findByRole("textbox", { name: "Position" }));
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect.poll(() => calls.at(-1)?.body).toMatchObject({ latitude: null, longitude: null });
});

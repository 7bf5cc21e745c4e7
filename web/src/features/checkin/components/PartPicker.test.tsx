import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { show } from "@/test/render";
import { DoorEngine } from "../offline/engine";
import type { Lookup } from "../offline/roster";
import { PartPicker } from "./PartPicker";

const parts = [
  { id: "ceremony", title: "Ceremony", starts_at: "2030-05-01T16:00:00Z" },
  { id: "dinner", title: "Dinner", starts_at: "2030-05-01T20:00:00Z" },
];
const known = { roster: { parts } } as Lookup;

it("chooses a part, and the device remembers it", async () => {
  const engine = new DoorEngine("e1");
  show(<PartPicker engine={engine} state={{ ...engine.state, lookup: known }} />);
  await userEvent.click(await screen.findByRole("button", { name: /All parts/ }));
  await userEvent.click(await screen.findByRole("option", { name: "Dinner" }));
  expect(engine.state.part).toBe("dinner");
  expect(new DoorEngine("e1").state.part).toBe("dinner");
  engine.setPart(null);
  expect(new DoorEngine("e1").state.part).toBeNull();
});

it("goes back to all parts if the chosen one was removed", async () => {
  const engine = new DoorEngine("e1");
  show(<PartPicker engine={engine} state={{ ...engine.state, part: "brunch", lookup: known }} />);
  expect(await screen.findByRole("button", { name: /All parts/ })).toBeVisible();
});

import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { InvitedGuest } from "@/api";
import { show } from "@/test/render";
import { GuestParts } from "./GuestParts";

const part = (title: string, status: string, is_waitlisted = false) => ({
  part_id: title,
  title,
  status,
  is_waitlisted,
});

it("shows what a guest replied for each part", async () => {
  const parts = [
    part("Ceremony", "accepted"),
    part("Dinner", "declined"),
    part("Brunch", "pending"),
    part("Party", "pending", true),
  ];
  show(<GuestParts guest={{ id: "a1", name: "Ana Ruiz", parts } as InvitedGuest} />);
  const list = await screen.findByRole("list", { name: "Parts of the event for Ana Ruiz" });
  expect(
    within(list)
      .getAllByRole("listitem")
      .map((item) => item.textContent),
  ).toEqual(["CeremonyComing", "DinnerNot coming", "BrunchNo reply yet", "PartyWaitlisted"]);
});

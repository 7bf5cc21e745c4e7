import { render, screen, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { RightsCard } from "./RightsCard";

it("lists who may do what on a phone, where a table would be cut off", () => {
  const narrow = { ...window.matchMedia("(width < 40rem)"), matches: true };
  const media = vi.spyOn(window, "matchMedia").mockReturnValue(narrow);
  render(<RightsCard />);
  expect(screen.queryByRole("table")).not.toBeInTheDocument();
  const rights = screen.getAllByRole("list").slice(1);
  const roles = rights.map((one) => within(one).getAllByRole("listitem").length);
  // what everybody may do comes first, what only admins may do last
  expect(roles).toEqual(roles.toSorted((one, other) => other - one));
  expect(new Set(roles).size).toBeGreaterThan(1);
  media.mockRestore();
});

it("shows a table where there is room for one", () => {
  render(<RightsCard />);
  expect(screen.getByRole("table")).toBeVisible();
});

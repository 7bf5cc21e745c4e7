import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { DemoBanner } from "./DemoBanner";
import { OutboxLink } from "./OutboxLink";

const page = (isOpen: boolean) => ({ items: [], next_cursor: null, total: null, is_open: isOpen });
const open = () =>
  show(
    <>
      <DemoBanner />
      <OutboxLink />
    </>,
    "/authenticated/app/outbox",
    "/authenticated/app/outbox",
  );

it("warns on a demo server that everybody's messages are shown to everybody", async () => {
  answer({ "GET /api/outbox": page(true) });
  open();

  expect(await screen.findByRole("note")).toHaveTextContent("without logging in");
  expect(screen.getByRole("link", { name: "Open outbox" })).toHaveAttribute("href", "/outbox");
  expect(screen.getByRole("link", { name: "Outbox" })).toBeVisible();
});

it("links to the outbox without a warning where only admins may open it", async () => {
  answer({ "GET /api/outbox": page(false) });
  open();

  expect(await screen.findByRole("link", { name: "Outbox" })).toBeVisible();
  expect(screen.queryByRole("note")).not.toBeInTheDocument();
});

import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { PageCard } from "./PageCard";

it("the page is opened to everybody, and its address is shown", async () => {
  const calls = answer({ "PATCH /api/events/e1": eventRow({ visibility: "public" }) });
  show(<PageCard event={eventRow({ visibility: "private" })} />);
  expect(screen.queryByRole("link")).toBeNull();

  await userEvent.click(await screen.findByRole("button", { name: /Who can see it/ }));
  await userEvent.click(screen.getByRole("option", { name: "Anybody, search engines too" }));
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect.poll(() => calls.at(-1)?.body).toMatchObject({ visibility: "public" });
});

it("a draft has no page yet", async () => {
  answer({});
  show(<PageCard event={eventRow({ visibility: "unlisted", status: "draft" })} />);

  expect(await screen.findByText(/once the event is published/)).toBeVisible();
  expect(screen.queryByRole("link", { name: /\/e\// })).toBeNull();
  expect(screen.getByRole("link", { name: "Preview the page" })).toHaveAttribute(
    "href",
    "/api/events/e1/preview",
  );
});

it("an open page is one press away", async () => {
  answer({});
  show(<PageCard event={eventRow({ visibility: "unlisted", status: "published" })} />);

  const link = await screen.findByRole("link", { name: /\/e\// });
  expect(link).toHaveAttribute("href", "/e/" + eventRow({}).slug);
});

import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { event as eventRow } from "@/test/rows";
import { PicturesCard } from "./PicturesCard";

const image = (id: string, kind: "cover" | "gallery", position: number) => ({
  id,
  file_id: `f-${id}`,
  kind,
  position,
  url: `/api/files/f-${id}`,
  width: 900,
  height: 600,
  variants: { "320": `/api/files/f-${id}?width=320` },
});
const images = {
  items: [image("a", "cover", 0), image("b", "cover", 1), image("c", "gallery", 0)],
};

it("covers are moved and removed by buttons that say which they mean", async () => {
  const calls = answer({
    "GET /api/events/e1/images": images,
    "PATCH /api/events/e1/images/b": image("b", "cover", 0),
    "DELETE /api/events/e1/images/a": new Response(null, { status: 204 }),
  });
  show(<PicturesCard event={eventRow()} />);

  const covers = await screen.findByRole("region", { name: "Covers" });
  expect(within(covers).getByRole("img", { name: "Picture 2 of 2" })).toBeVisible();
  await userEvent.click(within(covers).getByRole("button", { name: "Move picture 2 forward" }));
  await expect.poll(() => calls.some(({ method }) => method === "PATCH")).toBe(true);
  await userEvent.click(within(covers).getByRole("button", { name: "Remove picture 1" }));

  await expect
    .poll(() => calls.map(({ method, path }) => `${method} ${path}`))
    .toContain("DELETE /api/events/e1/images/a");
  expect(calls.find(({ method }) => method === "PATCH")?.body).toEqual({ position: 0 });
});

it("whoever may not edit the event only sees them", async () => {
  answer({ "GET /api/events/e1/images": images });
  show(<PicturesCard event={eventRow({ can: {} })} />);

  expect(await screen.findAllByRole("img")).toHaveLength(3);
  expect(screen.queryByRole("button")).toBeNull();
});

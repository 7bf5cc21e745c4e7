import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { MyInterestsCard } from "./MyInterestsCard";

const interest = (id: string, name: string) => ({
  id,
  name,
  slug: id,
  description: "",
  is_active: true,
  translations: {},
  version: 1,
});

it("one's interests are chosen and given up", async () => {
  const [music, art] = [interest("i1", "Music"), interest("i2", "Art")];
  const calls = answer({
    "GET /api/interests": { items: [music, art] },
    "GET /api/me/interests": { interests: [music] },
    "PATCH /api/me/interests": { interests: [art] },
  });
  show(<MyInterestsCard />);

  await userEvent.click(await screen.findByRole("button", { name: "Music" }));
  await userEvent.click(screen.getByRole("button", { name: "Art" }));
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect.poll(() => calls.at(-1)?.body).toEqual({ interests: ["i2"] });
});

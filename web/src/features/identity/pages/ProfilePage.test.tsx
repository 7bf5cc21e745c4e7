import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { answer, show } from "@/test/render";
import { ProfilePage } from "./ProfilePage";

const visible = {
  ...{ name: "everyone", picture: "everyone", pictures: "hosts", bio: "hosts" },
  ...{
    location: "hosts",
    languages: "hosts",
    interests: "hosts",
    gender: "hosts",
    birth_date: "nobody",
    attendance: "hosts",
  },
};
const picture = (id: string) => ({
  ...{ id, url: `/api/files/${id}`, width: 300, height: 300, variants: {} },
});
const profile = {
  ...{ bio: "Climbs", location: "Sevilla", latitude: null, longitude: null },
  ...{ birth_date: "1990-05-01", gender: null, languages: ["es"], locale: "en", timezone: "UTC" },
  ...{ pictures: [picture("p1"), picture("p2")], visible, is_verified: false },
};
const art = {
  ...{ id: "i1", slug: "art", name: "Art", translations: {}, description: "" },
  ...{ is_active: true, version: 1 },
};
const shown = {
  ...{ name: "Ana Ruiz", is_verified: true, bio: "Climbs", location: "Sevilla" },
  ...{ languages: ["es"], gender: "female", age: 36, pictures: [], interests: [art] },
};
const answers = {
  "GET /api/me": { id: "u1", name: "Ana Ruiz", profile },
  "GET /api/me/profile/preview": shown,
  "PATCH /api/me/profile": profile,
};

it("says what others see, in words", async () => {
  answer(answers);
  show(<ProfilePage />);

  expect(await screen.findByText("Age 36", undefined, { timeout: 5_000 })).toBeVisible();
  expect(screen.getByText("Art")).toBeVisible();
  expect(screen.getByText("Phone confirmed")).toBeVisible();
});

it("saves what was changed, with nothing said as null", async () => {
  const calls = answer(answers);
  show(<ProfilePage />);

  const words = await screen.findByRole("textbox", { name: "A few words" });
  await userEvent.clear(words);
  await userEvent.type(words, "Climbs and sails");
  await userEvent.click(screen.getByRole("button", { name: "Save changes" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toMatchObject({ bio: "Climbs and sails", gender: null, languages: ["es"] });
});

it("moves a picture to the front", async () => {
  const calls = answer(answers);
  show(<ProfilePage />);

  const [list] = await screen.findAllByRole("list");
  await userEvent.click(
    within(list as HTMLElement).getByRole("button", { name: "Move picture 2 forward" }),
  );

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({ pictures: ["p2", "p1"] });
});

it("changes who sees a field", async () => {
  const calls = answer(answers);
  show(<ProfilePage />);

  await userEvent.click(await screen.findByRole("button", { name: /Your age/ }));
  await userEvent.click(screen.getByRole("option", { name: "Everyone" }));

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({ visible: { birth_date: "everyone" } });
});

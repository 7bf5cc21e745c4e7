import { expect, it } from "vitest";
import { activity } from "./live";

const said = (kind: "user" | "guest", own_status: string) =>
  activity.guest_responded?.({
    action: "guest_responded",
    data: { own_status },
    actor: { kind, id: null, name: "Ana", via: null },
  });

it("tells a guest's reply from one that the team noted", () => {
  expect(said("guest", "going")).toBe("replied");
  expect(said("user", "going")).toBe("marked a guest as coming");
  expect(said("user", "declined")).toBe("marked a guest as not coming");
});

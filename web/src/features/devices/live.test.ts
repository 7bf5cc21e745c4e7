import { expect, it } from "vitest";
import { deviceRereads } from "./live";

it("devices and gates are read again when either changes, and by nothing else at the door", () => {
  expect(deviceRereads.gate_removed).toEqual(["all", "gates"]);
  expect(deviceRereads.device_changed).toEqual(["all", "gates"]);
  expect(deviceRereads.guest_checked_in).toBeUndefined();
});

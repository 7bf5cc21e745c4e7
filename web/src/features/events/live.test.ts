import { expect, it } from "vitest";
import { patched } from "@/api";
import { makeFact } from "@/test/facts";
import { event } from "@/test/rows";
import { eventPatches } from "./live";

const known = event({ version: 3 });

it("an event is read again only when the message is newer", () => {
  const after = (version: number) =>
    patched(eventPatches, known, makeFact("event_updated", { version }));
  expect(after(3)).toBe(known);
  expect(after(4)).toBe("read");
});

it("an event stays as it is when the message is about its guests", () => {
  expect(patched(eventPatches, known, makeFact("guest_responded"))).toBe(known);
});

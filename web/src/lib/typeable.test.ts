import { expect, it } from "vitest";
import { isTyped, typeable } from "./typeable";

it("asks for a title without its emoji", () => {
  expect(typeable("🎉 Ana & León 👩🏽‍❤️‍👨🏻 2027")).toBe("Ana & León 2027");
  expect(typeable("🎂")).toBe("");
});

it("takes what a plain keyboard can write", () => {
  expect(isTyped("ana & leon's do", "Ana & León’s do 🎉")).toBe(true);
  expect(isTyped("Ana & Leon", "Ana & León’s do")).toBe(false);
});

import { expect, it } from "vitest";
import { amount, toMinor, toTyped } from "./money";

it("amounts have the digits of their currency, whatever browsers think of it", () => {
  expect(amount(1999, "EUR")).toBe("€19.99");
  expect(amount(1999, "JPY")).toBe("¥1,999");
  expect(amount(1999, "IQD").replace(/\s/u, " ")).toBe("IQD 1.999");
});

it("typed amounts become minor units without a rounding", () => {
  expect(toMinor("19.99", "EUR")).toBe(1999);
  expect(toMinor(" 19,9 ", "EUR")).toBe(1990);
  expect(toMinor("١٩٫٩٩", "EUR")).toBe(1999);
  expect(toMinor("1.999", "KWD")).toBe(1999);
  expect(toMinor("0", "JPY")).toBe(0);
});

it("what has too many digits, or is no number, is no amount", () => {
  expect(toMinor("19.999", "EUR")).toBeNull();
  expect(toMinor("19.5", "JPY")).toBeNull();
  expect(toMinor("1,000", "EUR")).toBeNull();
  expect(toMinor("-5", "EUR")).toBeNull();
  expect(toMinor("free", "EUR")).toBeNull();
});

it("an amount in a field is read back as the same", () => {
  for (const currency of ["EUR", "JPY", "KWD"])
    expect(toMinor(toTyped(123_456, currency), currency)).toBe(123_456);
});

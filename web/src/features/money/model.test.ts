import { expect, it } from "vitest";
import type { LedgerTotal } from "@/api";
import { booksOf } from "./model";

const total = (
  account: LedgerTotal["account"],
  amount: number,
  provider = "stripe",
  currency = "EUR",
): LedgerTotal => ({ account, amount, provider, currency });

it("what was earned adds up to where the money is", () => {
  const [book, ...others] = booksOf([
    total("balance", 4600),
    total("balance", 2500, "cash"),
    total("sales", -6300),
    total("sales", -1),
    total("tax", -1199),
    total("provider_fee", 400),
  ]);

  expect(others).toEqual([]);
  expect(book?.earned).toEqual({ sales: 6301, tax: 1199, platform_fee: 0 });
  expect(book?.places).toEqual([
    { provider: "stripe", amount: 4600 },
    { provider: "cash", amount: 2500 },
  ]);
  const earned = Object.values(book?.earned ?? {}).reduce((sum, one) => sum + one, 0);
  const found = (book?.places ?? []).reduce((sum, { amount }) => sum + amount, 0);
  expect(found + (book?.providerFee ?? 0)).toBe(earned);
});

it("currencies are never added, and neither are test payments", () => {
  const books = booksOf([
    total("balance", 1000, "test"),
    total("balance", 2000),
    total("balance", 3000, "stripe", "JPY"),
  ]);

  expect(books.map(({ currency, isTest }) => [currency, isTest])).toEqual([
    ["EUR", false],
    ["JPY", false],
    ["EUR", true],
  ]);
});

import { t } from "@lingui/core/macro";
import type { LedgerAccount, LedgerEntry, LedgerTotal } from "@/api";
import { isWay } from "@/features/orders";
import { wayLabel } from "@/features/paymentaccounts";

/** Money of one currency; test payments never stand with real ones. */
export interface Book {
  currency: string;
  isTest: boolean;
  /** What people paid, by what it is for, in minor units. */
  earned: Record<"sales" | "tax" | "platform_fee", number>;
  providerFee: number;
  disputed: number;
  held: number;
  /** Where the money is. */
  places: { provider: string; amount: number }[];
}

const empty = (currency: string, isTest: boolean): Book => ({
  currency,
  isTest,
  earned: { sales: 0, tax: 0, platform_fee: 0 },
  providerFee: 0,
  disputed: 0,
  held: 0,
  places: [],
});

/**
 * The accounts as people read them. In the ledger, what was earned and what is held stand with a minus,
 * because the same money stands with a plus where it is.
 */
export function booksOf(totals: readonly LedgerTotal[]): Book[] {
  const books = new Map<string, Book>();
  for (const { account, provider, currency, amount } of totals) {
    const isTest = provider === "test";
    const key = `${isTest}${currency}`;
    const book = books.get(key) ?? empty(currency, isTest);
    books.set(key, book);
    if (account === "balance") book.places.push({ provider, amount });
    else if (account === "provider_fee") book.providerFee += amount;
    else if (account === "disputed") book.disputed += amount;
    else if (account === "held") book.held -= amount;
    else book.earned[account] -= amount;
  }
  return [...books.values()].toSorted((one, other) => Number(one.isTest) - Number(other.isTest));
}

/** Where money is, in words. */
export function placeLabel(provider: string): string {
  if (provider === "bank") return t`In the bank`;
  if (provider === "cash") return t`In the cash box`;
  if (provider === "manual") return t`Other payments`;
  if (provider === "test") return t`Test payments`;
  return isWay(provider) ? t`At ${wayLabel(provider)}` : provider;
}

export function accountLabel(account: LedgerAccount): string {
  return {
    balance: t`Money`,
    sales: t`Sales`,
    tax: t`Tax`,
    platform_fee: t`Platform fee`,
    provider_fee: t`Providers' fees`,
    disputed: t`Disputed`,
    held: t`Held`,
  }[account];
}

export function kindLabel(kind: LedgerEntry["kind"]): string {
  return {
    payment: t`Payment`,
    fee: t`Provider's fee`,
    refund: t`Refund`,
    refund_failed: t`Refund failed`,
    dispute: t`Dispute`,
    dispute_won: t`Dispute won`,
    held: t`Held for now`,
    released: t`Released`,
  }[kind];
}

import { expect, it } from "vitest";
import { everyDay } from "./model";

const sales = (day: string, gross: number) => ({
  day,
  gross,
  tickets: 1,
  refunded: 0,
  fees: 0,
  net: gross,
});

it("days without sales stand between those with some", () => {
  expect(everyDay([sales("2027-02-27", 100), sales("2027-03-02", 200)])).toEqual([
    { day: "2027-02-27", gross: 100 },
    { day: "2027-02-28", gross: 0 },
    { day: "2027-03-01", gross: 0 },
    { day: "2027-03-02", gross: 200 },
  ]);
  expect(everyDay([])).toEqual([]);
});

import { expect, test } from "vitest";
import { seatInGroup, seatName, tableName } from "./seatLabels";

test("a seat at a table is named by table and seat", () => {
  expect(seatName("Table-5 Seat-2")).toBe("Table 5, seat 2");
  expect(seatName("Head table Seat-2")).toBe("Head table, seat 2");
  expect(tableName("Table-5")).toBe("Table 5");
});

test("no part of a label is cut", () => {
  expect(seatName("T10 · 1")).toBe("Seat T10 · 1");
  expect(seatName("T10 Seat-1")).toBe("T10, seat 1");
  expect(seatName("Table-10 Seat-1 bis")).toBe("Table 10, seat 1 bis");
  expect(seatName("Table-10 bis Seat-1")).toBe("Table 10 bis, seat 1");
  expect(tableName("٣")).toBe("Table ٣");
  expect(tableName("①")).toBe("①");
});

test("a seat in a row is named by its label", () => {
  expect(seatName("A12")).toBe("Seat A12");
});

test("below its table's heading, a seat is named alone", () => {
  expect(seatInGroup("Table-5 Seat-2")).toBe("Seat 2");
  expect(seatInGroup("A12")).toBe("Seat A12");
});

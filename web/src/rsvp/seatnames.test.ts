import { expect, test } from "vitest";
import { seatName, seatNames, tableName } from "./seatnames";
import { wordsFor } from "./words";

const [en, es, ar] = [wordsFor("en"), wordsFor("es"), wordsFor("ar")];

test("a seat at a numbered table is named by table and seat", () => {
  expect(seatName("Table-11 Seat-8", en)).toBe("Table 11, seat 8");
  expect(seatName("11 Seat-8", en)).toBe("Table 11, seat 8");
  expect(seatName("Table-11 Seat-8", es)).toBe("Mesa 11, asiento 8");
  expect(seatName("Table-11 Seat-8", ar)).toBe("الطاولة 11، المقعد 8");
});

test("a table with a name of its own keeps it", () => {
  expect(seatName("Head table Seat-2", en)).toBe("Head table, seat 2");
  expect(tableName("Head table", es)).toBe("Head table");
});

test("a seat in a row is named by its label", () => {
  expect(seatName("Circle D7", en)).toBe("Seat Circle D7");
  expect(seatName("A12", es)).toBe("Asiento A12");
});

test("several seats are joined as a list", () => {
  expect(seatNames(["Table-1 Seat-2", "A12"], en)).toBe("Table 1, seat 2 and Seat A12");
  expect(seatNames(["Table-1 Seat-2", "A12"], es)).toBe("Mesa 1, asiento 2 y Asiento A12");
});

import { expect, test } from "vitest";
import { makeFact } from "../test/facts";
import type { PlanDrawing } from "./calls";
import { Seats } from "./seats";

const drawing = (version: number, count = 4): PlanDrawing => ({
  plan_version: version,
  areas: [],
  tables: [],
  categories: [{ name: "regular" }, { name: "host", kind: "reserved" }],
  seats: Array.from({ length: count }, (_, n) => [
    `s${n}`,
    `A${n + 1}`,
    null,
    "A",
    n === 3 ? "host" : "regular",
    n * 50,
    0,
    0,
    null,
    0,
  ]),
});

function room(...answers: { version: number; status: string }[]) {
  let plan = drawing(answers[0]?.version ?? 1);
  const status = () => {
    const { version, status } = (answers.length > 1 ? answers.shift() : answers[0]) ?? {
      version: 1,
      status: "",
    };
    plan = drawing(version, status.length);
    return Promise.resolve({ plan_version: version, position: "1.1", status });
  };
  return new Seats({ status, drawing: () => Promise.resolve(plan) });
}
const states = (seats: Seats) => seats.all.map((seat) => seat.status);

test("what only the host gives out is never shown as free", async () => {
  const seats = room({ version: 1, status: "fhbf" });
  expect(await seats.read()).toBeNull();
  expect(states(seats)).toEqual(["free", "held", "blocked", "blocked"]);
  expect(seats.receive(makeFact("seat_freed", { seat_id: "s3", status: "free" }))).toMatchObject({
    status: "blocked",
  });
});

test("a seat that is let go is what the message says of it", async () => {
  const seats = room({ version: 1, status: "haff" });
  await seats.read();
  expect(seats.receive(makeFact("seat_freed", { seat_id: "s0", status: "blocked" }))).toMatchObject(
    {
      seat_number: "A1",
      status: "blocked",
    },
  );
  expect(seats.receive(makeFact("seat_freed", { seat_id: "s1", status: "free" }))).toMatchObject({
    status: "free",
  });
  expect(seats.receive(makeFact("seat_locked", { seat_id: "elsewhere" }))).toBeNull();
  expect(seats.receive(makeFact("list_changed"))).toBe("read");
});

test("reading again names the seats that changed, and takes a new plan as a whole", async () => {
  const seats = room(
    { version: 1, status: "ffff" },
    { version: 1, status: "fmff" },
    { version: 2, status: "ffffff" },
  );
  await seats.read();
  expect((await seats.read())?.map((seat) => [seat.id, seat.held_by_me])).toEqual([["s1", true]]);
  expect(await seats.read()).toBeNull();
  expect(seats.all).toHaveLength(6);
  expect(seats.beside(["s5"]).map((seat) => seat.id)).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
});

test("a slow response doesn't overwrite facts received meanwhile, and an older read doesn't overwrite a newer one", async () => {
  const waiting: ((status: string) => void)[] = [];
  const status = () =>
    new Promise<{ plan_version: number; position: string; status: string }>((done) => {
      waiting.push((letters) => done({ plan_version: 1, position: "1.1", status: letters }));
    });
  const seats = new Seats({ status, drawing: () => Promise.resolve(drawing(1)) });
  const first = seats.read();
  waiting[0]?.("ffff");
  await first;

  const second = seats.read();
  seats.receive(makeFact("seat_assigned", { seat_id: "s0" }));
  waiting[1]?.("hfff");
  expect((await second)?.map((seat) => seat.status)).toEqual(["assigned"]);

  const [older, newer] = [seats.read(), seats.read()];
  waiting[3]?.("afff");
  await newer;
  waiting[2]?.("aaaa");
  expect(await older).toEqual([]);
  expect(states(seats)).toEqual(["assigned", "free", "free", "blocked"]);
});

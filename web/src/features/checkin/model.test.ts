import { describe, expect, it } from "vitest";
import { candidates, codeFrom, leftOut, namesOf, signalOf, verdictAdvice } from "./model";

describe("what was scanned", () => {
  it("is a link or the bare code", () => {
    expect(codeFrom("https://convite.example/r/AbC-123?x=1")).toBe("AbC-123");
    expect(codeFrom("  QX7M-4P23 ")).toBe("QX7M-4P23");
  });

  it("is answered with go, wait or stop", () => {
    expect(signalOf("ok")).toBe("go");
    expect(signalOf("already_in")).toBe("wait");
    expect(signalOf("revoked")).toBe("stop");
  });
});

it("offers only those to whom it can still happen", () => {
  const guests = [
    { id: "1", name: "Ana", attendance: "checked_in" as const },
    { id: "2", name: "Luis", attendance: "not_checked_in" as const },
  ];
  expect(candidates(guests, "in").map((guest) => guest.id)).toEqual(["2"]);
  expect(candidates(guests, "out").map((guest) => guest.id)).toEqual(["1"]);
});

it("says that nobody is left in a party, unlike of a canceled one", () => {
  const revoked = { nonce: "n", result: "revoked" as const };
  expect(verdictAdvice({ ...revoked, guests: [] })).toContain("on the guest list anymore");
  expect(verdictAdvice(revoked)).toContain("was canceled");
});

it("names those who are let in, and who isn't", () => {
  const guests = [
    { id: "1", name: "Ana", result: "ok" },
    { id: "2", name: "Luis", result: "not_coming" },
  ];
  const answer = { nonce: "n", result: "ok" as const, guests };
  expect(namesOf(answer)).toEqual(["Ana"]);
  expect(leftOut(answer).map((guest) => guest.name)).toEqual(["Luis"]);
});

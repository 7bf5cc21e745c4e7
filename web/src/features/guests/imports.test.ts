import { expect, it, vi } from "vitest";
import type { ImportReport } from "@/api";
import { proposedCountry } from "./imports";

const report = (proposed_country: string | null) => ({ proposed_country }) as ImportReport;

it("proposes the country of the event's time zone, or else of the browser's language", () => {
  const languages = vi.spyOn(navigator, "languages", "get");
  languages.mockReturnValue(["es", "es-MX"]);
  expect(proposedCountry(report("ES"))).toBe("ES");
  expect(proposedCountry(report(null))).toBe("MX");
  languages.mockReturnValue(["es-419", "en"]);
  expect(proposedCountry(report(null))).toBeNull();
  languages.mockRestore();
});

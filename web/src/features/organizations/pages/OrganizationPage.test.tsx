import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { saveFile } from "@/lib/save";
import { answer, show } from "@/test/render";
import { OrganizationPage } from "./OrganizationPage";

vi.mock("@/lib/save", () => ({ saveFile: vi.fn() }));

const page = (items: object[]) => ({ items, next_cursor: null, total: null });
const organization = {
  id: "g1",
  name: "Taller Barro",
  kind: "company",
  currency: "EUR",
  country: null,
  locale: null,
  contact_info: { address: ["1 Sun Street"] },
  version: 3,
  role: "owner",
  can: { manage_organization: true, see_guests: true },
};

function open() {
  const calls = answer({
    "GET /api/organizations": page([organization]),
    "GET /api/organizations/g1/members": page([]),
    "GET /api/organizations/g1/api-keys": page([]),
    "PATCH /api/organizations/g1": organization,
  });
  show(<OrganizationPage />, "/organization", "/organization");
  return calls;
}

it("keeps how the seller is named on invoices", async () => {
  const calls = open();

  await userEvent.type(await screen.findByLabelText("Legal name"), "Barro SL");
  await userEvent.type(screen.getByLabelText("Address"), "{Enter}{Enter}28001 Madrid ");
  const card = screen.getByLabelText("Legal name").closest("form");
  await userEvent.click(
    [...(card?.querySelectorAll("button") ?? [])].find((one) => one.type === "submit")!,
  );

  await expect
    .poll(() => calls.find(({ method }) => method === "PATCH")?.body)
    .toEqual({
      contact_info: { name: "Barro SL", address: ["1 Sun Street", "28001 Madrid"], email: null },
      version: 3,
    });
});

it("saves the documents of some days for the books", async () => {
  open();

  await userEvent.type(await screen.findByLabelText("From"), "2027-01-01");
  await userEvent.type(screen.getByLabelText("To"), "2027-03-31");
  await userEvent.click(screen.getByRole("button", { name: "Excel (XLSX)" }));

  expect(saveFile).toHaveBeenCalledWith(
    "/api/organizations/g1/invoices.xlsx?from=2027-01-01&to=2027-03-31",
  );
});

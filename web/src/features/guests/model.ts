import { t } from "@lingui/core/macro";
import type { Attendance, Attendee, AttendeeStatus, AttendeeQuery } from "@/api";
import type { ChipTone } from "@/ui";

export const statusChoices: AttendeeStatus[] = [
  "going",
  "declined",
  "pending",
  "waitlisted",
  "canceled",
];
export const attendanceChoices: Attendance[] = ["checked_in", "left", "not_checked_in", "no_show"];

export function answerLabel(status: AttendeeStatus): { word: string; tone: ChipTone } {
  switch (status) {
    case "going":
      return { word: t`Coming`, tone: "positive" };
    case "declined":
      return { word: t`Not coming`, tone: "danger" };
    case "waitlisted":
      return { word: t`Waitlisted`, tone: "warning" };
    case "canceled":
      return { word: t`Removed`, tone: "neutral" };
    case "pending":
      return { word: t`No reply yet`, tone: "neutral" };
  }
}

export function attendanceLabel(attendance: Attendance): string {
  switch (attendance) {
    case "checked_in":
      return t`Inside`;
    case "left":
      return t`Left`;
    case "no_show":
      return t`No-show`;
    case "not_checked_in":
      return t`Not arrived`;
  }
}

export type Delivery = NonNullable<Attendee["delivery"]>;
type DeliveryFilter = NonNullable<AttendeeQuery["delivery"]>;

export const deliveryChoices: DeliveryFilter[] = [
  "not_reached",
  "not_sent",
  "queued",
  "sent",
  "delivered",
  "opened",
  "bounced",
  "failed",
  "answered",
];

/** How far what was sent to a guest has come. */
export function deliveryLabel(delivery: DeliveryFilter): { word: string; tone: ChipTone } {
  switch (delivery) {
    case "not_reached":
      return { word: t`Not reached`, tone: "warning" };
    case "not_sent":
      return { word: t`Not sent`, tone: "neutral" };
    case "queued":
      return { word: t`On its way`, tone: "accent" };
    case "sent":
      return { word: t`Sent`, tone: "info" };
    case "delivered":
      return { word: t`Delivered`, tone: "info" };
    case "opened":
      return { word: t`Page opened`, tone: "positive" };
    case "bounced":
      return { word: t`Bounced`, tone: "danger" };
    case "failed":
      return { word: t`Not delivered`, tone: "danger" };
    case "answered":
      return { word: t`Replied`, tone: "neutral" };
  }
}

/** The reply behind a status. Waitlisted guests have said yes, but don't have a place yet. */
export function answerOf(status: AttendeeStatus): "going" | "declined" | "pending" {
  if (status === "waitlisted") return "going";
  return status === "going" || status === "declined" ? status : "pending";
}

/** Fields that a column of an imported file can be mapped to. */
export const importFields = [
  "ignore",
  "name",
  "first_name",
  "middle_name",
  "last_name",
  "suffix",
  "email",
  "phone",
  "party",
  "company",
  "side",
  "notes",
  "tags",
  "locale",
  "child",
  "address",
  "postal_code",
  "city",
  "region",
  "country",
] as const;
export type ImportField = (typeof importFields)[number];

export function fieldLabel(field: ImportField): string {
  switch (field) {
    case "ignore":
      return t`Leave out`;
    case "name":
      return t`Full name`;
    case "first_name":
      return t`First name`;
    case "middle_name":
      return t`Middle name`;
    case "suffix":
      return t`Suffix (Jr., PhD)`;
    case "last_name":
      return t`Last name`;
    case "email":
      return t`E-mail`;
    case "phone":
      return t`Phone`;
    case "party":
      return t`Party (who shares an invitation)`;
    case "company":
      return t`Company`;
    case "side":
      return t`Side`;
    case "notes":
      return t`Notes`;
    case "tags":
      return t`Tags`;
    case "locale":
      return t`Language`;
    case "child":
      return t`Child, or age`;
    case "address":
      return t`Street address`;
    case "postal_code":
      return t`Postal code`;
    case "city":
      return t`City`;
    case "region":
      return t`Region`;
    case "country":
      return t`Country`;
  }
}

const repeatable = new Set(["email", "phone", "address"]);

/** Why a mapping can't be used: it has no name column, or two columns for one field. */
export function mappingProblem(mapping: Readonly<Record<string, string>>): string | null {
  const used = Object.values(mapping).filter((field) => field !== "ignore");
  if (!used.some((field) => ["name", "first_name", "last_name"].includes(field)))
    return t`Choose the column with the names.`;
  const twice = used.find(
    (field, index) => !repeatable.has(field) && used.indexOf(field) !== index,
  );
  return twice
    ? t`Two columns are mapped to “${fieldLabel(twice as ImportField)}”. Ignore one of them.`
    : null;
}

export function nameOrDash(row: Pick<Attendee, "name">): string {
  return row.name.trim() || "—";
}

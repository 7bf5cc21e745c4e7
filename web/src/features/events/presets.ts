import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import type { NewEvent, NewQuestion } from "@/api";
import { toInstant } from "@/lib/dates";

export const presetIds = [
  "wedding",
  "dinner",
  "open",
  "meetup",
  "paid",
  "conference",
  "visit",
] as const;
export type PresetId = (typeof presetIds)[number];

/** A part of the event, in minutes from the event's start. */
interface PresetPart {
  title: string;
  at: number;
  lasts: number;
}

/** What a kind of event starts with. All of it can be changed later. */
export interface Preset {
  label: string;
  hint: string;
  /** How long it lasts unless an end is given, in minutes. */
  lasts: number;
  fields: Partial<NewEvent>;
  parts: PresetPart[];
  questions: NewQuestion[];
}

const hour = 60;
const day = 24 * hour;

export function presetOf(id: PresetId): Preset {
  switch (id) {
    case "wedding":
      return {
        label: t`Wedding`,
        hint: t`Families reply together, and you seat them at tables`,
        lasts: 10 * hour,
        fields: { seat_selection: "organizer", allow_plus_one: true },
        parts: [
          { title: t`Ceremony`, at: 0, lasts: hour },
          { title: t`Dinner and party`, at: 2 * hour, lasts: 8 * hour },
        ],
        questions: [
          meal(t`What would you like to eat?`, [t`Meat`, t`Fish`, t`Vegetarian`, t`Vegan`]),
          forCaterer(t`Allergies or intolerances`),
          question(t`A song that gets you dancing`),
        ],
      };
    case "dinner":
      return {
        label: t`Dinner`,
        hint: t`Tables, guests pick their seats`,
        lasts: 4 * hour,
        fields: { seat_selection: "guest" },
        parts: [],
        questions: [
          meal(t`What would you like to eat?`, [t`Meat`, t`Fish`, t`Vegetarian`, t`Vegan`]),
          forCaterer(t`Allergies or intolerances`),
        ],
      };
    case "open":
      return {
        label: t`Open party`,
        hint: t`Anybody can find it and ask to come; you decide`,
        lasts: 4 * hour,
        fields: {
          seat_selection: "none",
          capacity: 12,
          visibility: "public",
          approval: "request",
        },
        parts: [],
        questions: [],
      };
    case "meetup":
      return {
        label: t`Meetup`,
        hint: t`A guest list and check-in, no seats`,
        lasts: 3 * hour,
        fields: { seat_selection: "none", capacity: 50 },
        parts: [],
        questions: [],
      };
    case "paid":
      return {
        label: t`Paid event`,
        hint: t`Rows of numbered seats, limited places, billing details`,
        lasts: 3 * hour,
        fields: { seat_selection: "guest", capacity: 100 },
        parts: [],
        questions: [question(t`Name and address for the invoice`), question(t`Tax number`)],
      };
    case "conference":
      return {
        label: t`Conference`,
        hint: t`Two days, guests say which ones they attend`,
        lasts: day + 9 * hour,
        fields: { seat_selection: "none", capacity: 300 },
        parts: [
          { title: t`Day 1`, at: 0, lasts: 9 * hour },
          { title: t`Day 2`, at: day, lasts: 9 * hour },
        ],
        questions: [question(t`Company or organization`), forCaterer(t`Dietary needs`)],
      };
    case "visit":
      return {
        label: t`Company visit`,
        hint: t`Visitors say who they are before they arrive`,
        lasts: 3 * hour,
        fields: { seat_selection: "none", capacity: 30 },
        parts: [],
        questions: [
          { ...question(t`Company or organization`), required: true },
          question(t`License plate, if you come by car`),
          question(t`Do you need step-free access?`),
        ],
      };
  }
}

function question(label: string): NewQuestion {
  return { label, kind: "text" };
}

/** A question whose answers stand on the caterer's sheet. */
function forCaterer(label: string): NewQuestion {
  return { ...question(label), for_caterer: true };
}

function meal(label: string, options: string[]): NewQuestion {
  return { label, kind: "meal", options, required: true };
}

/** The event as it is created: what was typed, completed by the preset. Parts need a start. */
export function withPreset(
  typed: NewEvent,
  preset: Preset,
  start: CalendarDateTime | null,
): NewEvent {
  const zone = typed.timezone ?? "UTC";
  const after = (minutes: number) => (start ? toInstant(start.add({ minutes }), zone) : undefined);
  return {
    ...preset.fields,
    ...typed,
    ends_at: typed.ends_at ?? after(preset.lasts) ?? null,
    visibility: preset.fields.visibility ?? "private",
    parts: preset.parts.flatMap(({ title, at, lasts }) => {
      const [starts_at, ends_at] = [after(at), after(at + lasts)];
      return starts_at && ends_at ? [{ title, starts_at, ends_at }] : [];
    }),
    questions: preset.questions,
  };
}

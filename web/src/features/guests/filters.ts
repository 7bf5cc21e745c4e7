import { t } from "@lingui/core/macro";
import { z } from "zod";
import type { AttendeeQuery } from "@/api";
import { choiceOf } from "@/lib/choice";
import { flag, listSearch, text } from "@/lib/routes";
import {
  answerLabel,
  attendanceChoices,
  attendanceLabel,
  deliveryChoices,
  deliveryLabel,
  statusChoices,
} from "./model";

/** What narrows a guest list, named as the API does. */
export type Filters = Omit<AttendeeQuery, "limit" | "cursor" | "skip" | "total" | "sort">;
export type Sort = NonNullable<AttendeeQuery["sort"]>;

/** Search parameters that narrow the list. */
export const filterSearch = {
  q: listSearch.q,
  status: text,
  attendance: text,
  delivery: text,
  side: text,
  tag: text,
  added_by: text,
  invitation_id: text,
  has_email: flag,
  has_phone: flag,
  has_address: flag,
  has_seat: flag,
  has_answer: flag,
  answered_since: text,
  is_child: flag,
  part: text,
  part_status: text,
  came: text,
  question_id: text,
  answer: z.coerce.string().optional().catch(undefined),
};
export type FilterSearch = z.output<z.ZodObject<typeof filterSearch>>;

const date = /^\d{4}-\d{2}-\d{2}$/;
const ids: ReadonlySet<string> = new Set([
  "added_by",
  "invitation_id",
  "question_id",
  "part",
  "came",
]);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The filters of a page's address; what the server wouldn't know is left out. */
export function filtersOf(search: FilterSearch): Filters {
  const { status, attendance, delivery, answered_since, part_status, ...rest } = search;
  const filters: Record<string, unknown> = {
    status: choiceOf(statusChoices, status),
    attendance: choiceOf(attendanceChoices, attendance),
    delivery: choiceOf(deliveryChoices, delivery),
    part_status: choiceOf(statusChoices, part_status),
    // the day begins where the reader is
    answered_since:
      answered_since && date.test(answered_since)
        ? new Date(`${answered_since}T00:00:00`).toISOString()
        : undefined,
  };
  for (const name of Object.keys(filterSearch) as (keyof FilterSearch)[]) {
    const value = rest[name as keyof typeof rest];
    if (value !== undefined && !(ids.has(name) && !uuid.test(String(value)))) filters[name] = value;
  }
  const known = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known);
}

export function countActive(filters: Filters): number {
  const refined = filters.part ? ["q", "answer", "part_status"] : ["q", "answer"];
  return Object.keys(filters).filter((name) => !refined.includes(name)).length;
}

export const sorts: readonly Sort[] = [
  ...(["name", "party", "status", "side", "seat"] as const),
  ...(["attendance", "replied", "added", "company", "email"] as const),
  ...(["-name", "-party", "-status", "-side", "-seat"] as const),
  ...(["-attendance", "-replied", "-added", "-company", "-email"] as const),
];

export interface Names {
  /** A question's label by its id. */
  question: (id: string) => string | undefined;
  /** A team member's name by their id. */
  member: (id: string) => string | undefined;
  /** The title of a part of the event by its id. */
  part: (id: string) => string | undefined;
}

/** The words of the filters that are set, each with the parameters that it stands for. */
export function chipsOf(
  search: FilterSearch,
  names: Names,
): { words: string; clears: (keyof FilterSearch)[] }[] {
  const filters = filtersOf(search);
  const chips: { words: string; clears: (keyof FilterSearch)[] }[] = [];
  const add = (words: string | false | null | undefined, ...clears: (keyof FilterSearch)[]) => {
    if (words) chips.push({ words, clears });
  };
  const status = choiceOf(statusChoices, filters.status ?? undefined);
  const { question_id, answer, tag, side, added_by } = filters;
  const question = question_id ? (names.question(question_id) ?? t`a deleted question`) : "";
  add(status && answerLabel(status).word, "status");
  add(filters.attendance && attendanceLabel(filters.attendance), "attendance");
  add(filters.delivery && deliveryLabel(filters.delivery).word, "delivery");
  add(side, "side");
  add(tag && t`Tag: ${tag}`, "tag");
  add(added_by && t`Added by ${names.member(added_by) ?? t`a former member`}`, "added_by");
  add(filters.invitation_id && t`One party`, "invitation_id");
  add(yesNo(filters.has_email, t`With e-mail`, t`Without e-mail`), "has_email");
  add(yesNo(filters.has_phone, t`With phone`, t`Without phone`), "has_phone");
  add(yesNo(filters.has_address, t`With address`, t`Without address`), "has_address");
  add(yesNo(filters.has_seat, t`With a seat`, t`Without a seat`), "has_seat");
  add(yesNo(filters.has_answer, t`Replied`, t`Not replied`), "has_answer");
  add(yesNo(filters.is_child, t`Children`, t`Adults`), "is_child");
  const partStatus = choiceOf(statusChoices, filters.part_status ?? undefined);
  const part = filters.part ? (names.part(filters.part) ?? t`a deleted part`) : "";
  const partAnswer = partStatus && answerLabel(partStatus).word;
  if (part) add(partAnswer ? t`${part}: ${partAnswer}` : part, "part", "part_status");
  else add(partAnswer && t`A part: ${partAnswer}`, "part_status");
  add(filters.came && t`Came to ${names.part(filters.came) ?? t`a deleted part`}`, "came");
  const since = search.answered_since;
  add(filters.answered_since && t`Replied since ${since ?? ""}`, "answered_since");
  add(question && (answer ? `${question}: ${answer}` : question), "question_id", "answer");
  return chips;
}

function yesNo(value: boolean | null | undefined, yes: string, no: string): string | undefined {
  return value === true ? yes : value === false ? no : undefined;
}

import { t } from "@lingui/core/macro";
import type { Activity, AttendeeStatus, EventPart, Question } from "@/api";
import { answerLabel, attendanceChoices, attendanceLabel, statusChoices } from "./model";

/** What ids in the log are called. */
export interface Names {
  questions: readonly Pick<Question, "id" | "label">[];
  parts: readonly Pick<EventPart, "id" | "title">[];
}

/** A changed field in plain words, before and after. */
export interface Change {
  label: string;
  before: string;
  after: string;
}

type Texts = Readonly<Record<string, () => string>>;

const fields: Texts = {
  first_name: () => t`First name`,
  last_name: () => t`Last name`,
  email: () => t`E-mail`,
  phone: () => t`Phone`,
  company: () => t`Company`,
  side: () => t`Side`,
  tags: () => t`Tags`,
  notes: () => t`Notes`,
  is_child: () => t`Child`,
  address: () => t`Address`,
  contacts: () => t`More ways to reach them`,
  locale: () => t`Language`,
  attendance: () => t`Check-in`,
  status: () => t`Reply`,
};
/** An invitation's other fields are the party's; its status follows from the replies. */
const ofInvitation: Texts = { label: () => t`Party`, message: () => t`Message` };

const isStatus = (value: unknown): value is AttendeeStatus =>
  statusChoices.some((one) => one === value);

function addressText(value: object): string {
  const { lines, postal_code, city, region, country } = value as Record<string, unknown>;
  const street: unknown[] = Array.isArray(lines) ? lines : [];
  return [...street, postal_code, city, region, country]
    .filter((part) => typeof part === "string" && part !== "")
    .join(", ");
}

/** A value of the log as people read it. */
function valueText(name: string, value: unknown): string {
  const status = name === "status" && isStatus(value) ? answerLabel(value).word : null;
  if (status) return status;
  const attendance =
    name === "attendance" ? attendanceChoices.find((one) => one === value) : undefined;
  if (attendance) return attendanceLabel(attendance);
  if (typeof value === "boolean") return value ? t`Yes` : t`No`;
  if (Array.isArray(value))
    return value.map((one) => valueText(name, one)).join(", ") || t`nothing`;
  if (typeof value === "object" && value !== null) {
    const text = "value" in value ? valueText(name, value.value) : addressText(value);
    return text || t`nothing`;
  }
  return typeof value === "string" || typeof value === "number"
    ? String(value) || t`nothing`
    : t`nothing`;
}

const valuesOf = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** One line for each question or part that was answered differently. */
function each(
  pair: readonly unknown[],
  labelOf: (id: string) => string | undefined,
  gone: string,
  kind: string,
): Change[] {
  const [before, after] = pair.map(valuesOf);
  return Object.keys(after ?? {}).map((id) => ({
    label: labelOf(id) ?? gone,
    before: valueText(kind, before?.[id]),
    after: valueText(kind, after?.[id]),
  }));
}

/** What an entry of somebody's history changed. Fields that say nothing to people are left out. */
export function changesOf(item: Activity, { questions, parts }: Names): Change[] {
  const known = item.object_type === "invitation" ? ofInvitation : fields;
  return Object.entries(item.changes ?? {}).flatMap(([name, pair]): Change[] => {
    if (!Array.isArray(pair)) return [];
    const titleOf = (id: string) => parts.find((one) => one.id === id)?.title;
    const questionOf = (id: string) => questions.find((one) => one.id === id)?.label;
    if (name === "answers") return each(pair, questionOf, t`A deleted question`, "answer");
    if (name === "parts") return each(pair, titleOf, t`A deleted part`, "status");
    const label = known[name]?.();
    if (label === undefined || (pair[0] === null && valueText(name, pair[1]) === t`nothing`))
      return [];
    return [{ label, before: valueText(name, pair[0]), after: valueText(name, pair[1]) }];
  });
}

/** Entries whose change is told by another one beside them. */
const silent = new Set(["attendee_updated", "invitation_updated", "guest_changed"]);

/** Whether an entry says anything: one that only follows another one doesn't. */
export function isTold(item: Activity, names: Names): boolean {
  const isMoved = item.changes?.invitation_id !== undefined;
  return !silent.has(item.action) || isMoved || changesOf(item, names).length > 0;
}

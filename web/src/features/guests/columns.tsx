import { t } from "@lingui/core/macro";
import type { Attendee, EventPart, Question } from "@/api";
import { fileLink } from "@/features/questions";
import { localZone, dayAndTime } from "@/lib/dates";
import { seatName } from "@/lib/seatLabels";
import { Avatar, Chip, TextLink, type Column } from "@/ui";
import { AnswerChip } from "./components/AnswerChip";
import { DeliveryChip } from "./components/DeliveryChip";
import { InlineText } from "./components/InlineText";
import { ReplyMenu } from "./components/ReplyMenu";
import type { Names } from "./filters";
import { attendanceLabel, nameOrDash } from "./model";

const none = <span className="text-quiet">—</span>;
const plain = (words: string | null | undefined) => (words ? <bdi>{words}</bdi> : none);

/** The columns that are shown until somebody chooses others. */
export const usualColumns = ["party", "status", "delivery", "email", "seat", "attendance"];

interface Place {
  eventId: string;
  canEdit: boolean;
  names: Names;
  questions: readonly Question[];
  parts: readonly EventPart[];
}

type Chosen = Column<Attendee> & { label: string };

/** Every column that the list can show beside the name, in their usual order. */
export function allColumns({ eventId, canEdit, names, questions, parts }: Place): Chosen[] {
  const columns: Omit<Chosen, "head">[] = [
    {
      id: "party",
      label: t`Party`,
      isSorted: true,
      className: "hidden md:table-cell max-w-56 truncate text-quiet",
      cell: (row) => plain(row.party),
    },
    {
      id: "status",
      label: t`Reply`,
      isSorted: true,
      cell: (row) =>
        canEdit && row.status !== "canceled" ? (
          <ReplyMenu eventId={eventId} guest={row} />
        ) : (
          <AnswerChip status={row.status} />
        ),
    },
    {
      id: "delivery",
      label: t`Messages`,
      className: "hidden md:table-cell",
      cell: (row) => (row.delivery ? <DeliveryChip delivery={row.delivery} /> : none),
    },
    {
      id: "email",
      label: t`Contact`,
      isSorted: true,
      className: "hidden lg:table-cell max-w-56 truncate text-quiet",
      cell: (row) => <bdi dir="ltr">{row.email ?? row.phone}</bdi>,
    },
    {
      id: "phone",
      label: t`Phone`,
      cell: (row) => (row.phone ? <bdi dir="ltr">{row.phone}</bdi> : none),
    },
    {
      id: "seat",
      label: t`Seat`,
      isSorted: true,
      className: "hidden sm:table-cell",
      cell: (row) =>
        row.seat_number ? <bdi className="tabular-nums">{seatName(row.seat_number)}</bdi> : none,
    },
    {
      id: "attendance",
      label: t`Check-in`,
      isSorted: true,
      className: "hidden lg:table-cell text-quiet",
      cell: (row) => (row.attendance === "not_checked_in" ? "—" : attendanceLabel(row.attendance)),
    },
    {
      id: "side",
      label: t`Side`,
      isSorted: true,
      cell: (row) =>
        canEdit ? (
          <InlineText eventId={eventId} guest={row} field="side" label={t`Side`} />
        ) : (
          plain(row.side)
        ),
    },
    { id: "tags", label: t`Tags`, cell: (row) => <TagChips tags={row.tags ?? []} /> },
    { id: "company", label: t`Company`, isSorted: true, cell: (row) => plain(row.company) },
    { id: "child", label: t`Child`, cell: (row) => (row.is_child ? t`Child` : none) },
    {
      id: "notes",
      label: t`Notes`,
      className: "max-w-72 truncate",
      cell: (row) =>
        canEdit ? (
          <InlineText eventId={eventId} guest={row} field="notes" label={t`Notes`} />
        ) : (
          plain(row.notes)
        ),
    },
    { id: "address", label: t`Address`, className: "max-w-72 truncate", cell: addressCell },
    {
      id: "replied",
      label: t`Replied`,
      isSorted: true,
      cell: (row) => (row.responded_at ? dayAndTime(row.responded_at, localZone()) : none),
    },
    {
      id: "added",
      label: t`Added`,
      isSorted: true,
      cell: (row) => dayAndTime(row.created_at, localZone()),
    },
    {
      id: "added_by",
      label: t`Added by`,
      cell: (row) => plain(row.added_by && names.member(row.added_by)),
    },
    ...parts.map((part) => ({
      id: part.id,
      label: part.title,
      cell: (row: Attendee) => {
        const answer = row.parts?.find((one) => one.part_id === part.id);
        return answer ? <AnswerChip status={answer.status} /> : none;
      },
    })),
    ...questions.map((question) => ({
      id: question.id,
      label: question.label,
      className: "max-w-72 truncate",
      cell: (row: Attendee) => {
        const text = answerText(row.answers?.[question.id]);
        if (question.kind !== "file" || !text) return plain(text);
        return <TextLink href={fileLink(text)} download>{t`Download file`}</TextLink>;
      },
    })),
  ];
  return columns.map((column) => ({ ...column, head: column.label }));
}

/** The name, which every list begins with, and the chosen columns in their order. */
export function columnsOf(all: readonly Chosen[], chosen: readonly string[]): Column<Attendee>[] {
  const isUsual = chosen.join() === usualColumns.join();
  const shown = chosen.flatMap((id) => all.find((column) => column.id === id) ?? []);
  return [
    {
      id: "name",
      head: t`Name`,
      isSorted: true,
      cell: (row) => (
        <span className="flex items-center gap-3">
          <span className="max-sm:hidden">
            <Avatar name={row.name} />
          </span>
          <span className="min-w-0" dir="auto">
            {nameOrDash(row)}
          </span>
        </span>
      ),
    },
    // columns that somebody chose are shown on small screens as well
    ...shown.map((column) =>
      isUsual
        ? column
        : { ...column, className: column.className?.replace(/hidden \w+:table-cell ?/, "") ?? "" },
    ),
  ];
}

function TagChips({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return none;
  return (
    <span className="flex flex-wrap gap-1">
      {tags.slice(0, 3).map((tag) => (
        <Chip key={tag}>
          <bdi>{tag}</bdi>
        </Chip>
      ))}
      {tags.length > 3 && <span className="text-xs text-quiet">+{tags.length - 3}</span>}
    </span>
  );
}

function addressCell({ address }: Attendee) {
  const { lines, postal_code, city, country } = address ?? {};
  const town = [postal_code, city].filter(Boolean).join(" ");
  return plain([...(lines ?? []), town, country].filter(Boolean).join(", "));
}

/** An answer in words: several choices with commas, a ticked box as a tick. */
export function answerText(answer: unknown): string {
  if (Array.isArray(answer)) return answer.join(", ");
  if (answer === true) return "✓";
  return typeof answer === "string" || typeof answer === "number" ? String(answer) : "";
}

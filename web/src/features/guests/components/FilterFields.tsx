import { t } from "@lingui/core/macro";
import { Filter } from "lucide-react";
import type { EventPart, Question } from "@/api";
import { useBreakdown, useStats } from "@/features/insight";
import { Field, PopoverDialog, Select, type Option } from "@/ui";
import type { FilterSearch } from "../filters";
import {
  answerLabel,
  attendanceChoices,
  attendanceLabel,
  deliveryChoices,
  deliveryLabel,
  statusChoices,
} from "../model";

interface Props {
  eventId: string;
  search: FilterSearch;
  questions: readonly Question[];
  parts: readonly EventPart[];
  onChange: (change: FilterSearch) => void;
}

const any = "any";

/** Everything that the list can be narrowed by. Each choice applies at once. */
export function FilterFields(props: Props) {
  return (
    <PopoverDialog label={t`Filter`} icon={<Filter aria-hidden size={16} />} wide>
      <Fields {...props} />
    </PopoverDialog>
  );
}

function Fields({ eventId, search, questions, parts, onChange }: Props) {
  const sides = Object.keys(useStats(eventId).data?.by_side ?? {}).filter(Boolean);
  const known = useBreakdown(eventId).data;
  const members = known?.added_by.map((one) => ({ id: one.user_id, label: one.name })) ?? [];
  const question = questions.find((one) => one.id === search.question_id);
  const said = known?.questions.find((one) => one.question_id === question?.id)?.answers ?? [];
  const answers = [...new Set([...optionsOf(question), ...said.map((one) => one.answer)])];
  const choose = (name: keyof FilterSearch) => (value: string) =>
    onChange({ [name]: value === any ? undefined : value });
  const choice = (name: keyof FilterSearch, label: string, options: Option[]) => (
    <Select
      label={label}
      options={[{ id: any, label: t`Any` }, ...options]}
      value={typeof search[name] === "string" ? search[name] : any}
      onChange={choose(name)}
    />
  );
  const either = (name: keyof FilterSearch, label: string, yes: string, no: string) => (
    <Select
      label={label}
      options={[
        { id: any, label: t`Any` },
        { id: "true", label: yes },
        { id: "false", label: no },
      ]}
      value={search[name] === undefined ? any : String(search[name])}
      onChange={(value) => onChange({ [name]: value === any ? undefined : value === "true" })}
    />
  );
  const named = (values: readonly string[]) => values.map((id) => ({ id, label: id }));
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {choice(
        "status",
        t`Reply`,
        statusChoices.map((id) => ({ id, label: answerLabel(id).word })),
      )}
      {choice(
        "delivery",
        t`Messages`,
        deliveryChoices.map((id) => ({ id, label: deliveryLabel(id).word })),
      )}
      {parts.length > 0 &&
        choice(
          "part",
          t`Invited to`,
          parts.map(({ id, title }) => ({ id, label: title })),
        )}
      {parts.length > 0 &&
        choice(
          "part_status",
          t`Reply for the part`,
          statusChoices.map((id) => ({ id, label: answerLabel(id).word })),
        )}
      {parts.length > 0 &&
        choice(
          "came",
          t`Came to`,
          parts.map(({ id, title }) => ({ id, label: title })),
        )}
      {choice(
        "attendance",
        t`Check-in`,
        attendanceChoices.map((id) => ({ id, label: attendanceLabel(id) })),
      )}
      {sides.length > 0 && choice("side", t`Side`, named(sides))}
      {known && choice("tag", t`Tag`, named(Object.keys(known.by_tag)))}
      {members.length > 1 && choice("added_by", t`Added by`, members)}
      {either("has_answer", t`Replied`, t`Replied`, t`Not replied`)}
      <Field
        type="date"
        label={t`Replied since`}
        value={typeof search.answered_since === "string" ? search.answered_since : ""}
        onChange={(value) => onChange({ answered_since: value || undefined })}
      />
      {either("has_email", t`E-mail`, t`With e-mail`, t`Without e-mail`)}
      {either("has_phone", t`Phone`, t`With phone`, t`Without phone`)}
      {either("has_address", t`Address`, t`With address`, t`Without address`)}
      {either("has_seat", t`Seat`, t`With a seat`, t`Without a seat`)}
      {either("is_child", t`Age`, t`Children`, t`Adults`)}
      {questions.length > 0 && (
        <Select
          label={t`Question`}
          options={[
            { id: any, label: t`Any` },
            ...questions.map(({ id, label }) => ({ id, label })),
          ]}
          value={question?.id ?? any}
          onChange={(value) =>
            onChange({ question_id: value === any ? undefined : value, answer: undefined })
          }
        />
      )}
      {question && answers.length > 0 && choice("answer", t`Answer`, named(answers))}
    </div>
  );
}

function optionsOf(question: Question | undefined): string[] {
  return (question?.options ?? []).map((option) => String(option));
}

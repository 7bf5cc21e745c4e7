import { plural, t } from "@lingui/core/macro";
import { Check, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { JoinRequest, Question } from "@/api";
import { ago, dayAndTime, localZone } from "@/lib/dates";
import { BlockButton } from "@/features/blocks";
import { AnswerList } from "@/features/questions";
import { Button, Chip } from "@/ui";
import { RowCheckbox } from "@/ui/RowCheckbox";
import { statusLabel } from "../model";
import { Face, ProfileFacts } from "./Requester";

interface Props {
  request: JoinRequest;
  questions: Question[];
  canDecide: boolean;
  isSelected: boolean;
  onSelect: (on: boolean) => void;
  onAccept: () => void;
  onDecline: () => void;
}

const isTyping = (target: EventTarget) =>
  target instanceof HTMLInputElement && target.type !== "checkbox";

/** The card that has the focus, and its neighbours. */
function moveFocus(from: HTMLElement, by: "nextElementSibling" | "previousElementSibling") {
  const to = from[by];
  if (to instanceof HTMLElement) to.focus();
}

/** One request, side by side with the others: who, how many, what they say, and the decision. */
export function RequestCard(props: Props) {
  const { request, questions, canDecide, isSelected, onSelect, onAccept, onDecline } = props;
  const isPending = request.status === "pending";
  const act = canDecide && isPending;
  const onKey = (event: KeyboardEvent<HTMLElement>) => {
    if (isTyping(event.target) || event.metaKey || event.ctrlKey || event.altKey) return;
    const keys: Record<string, () => void> = {
      j: () => moveFocus(event.currentTarget, "nextElementSibling"),
      k: () => moveFocus(event.currentTarget, "previousElementSibling"),
      ...(act ? { a: onAccept, d: onDecline, x: () => onSelect(!isSelected) } : {}),
    };
    const run = keys[event.key.toLowerCase()];
    if (!run) return;
    event.preventDefault();
    run();
  };
  return (
    <li
      tabIndex={-1}
      onKeyDown={onKey}
      aria-label={request.name}
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-5 focus-visible:outline-offset-2"
    >
      <div className="flex items-start gap-3">
        <Face name={request.name} profile={request.requester} />
        <div className="min-w-0 flex-1">
          <p className="font-medium break-words">
            <bdi>{request.name}</bdi>
          </p>
          <p className="text-sm text-quiet">
            {plural(request.places, { one: "# place", other: "# places" })} ·{" "}
            <time dateTime={request.created_at} title={dayAndTime(request.created_at, localZone())}>
              {ago(request.created_at)}
            </time>
          </p>
        </div>
        {act ? (
          <RowCheckbox
            label={t`Select ${request.name}`}
            isSelected={isSelected}
            onChange={onSelect}
          />
        ) : (
          <Chip tone={request.status === "accepted" ? "positive" : "neutral"}>
            {statusLabel(request.status)}
          </Chip>
        )}
      </div>
      {request.requester && <ProfileFacts name={request.name} profile={request.requester} />}
      {request.message && (
        <p dir="auto" className="text-sm break-words whitespace-pre-line">
          {request.message}
        </p>
      )}
      <AnswerList answers={request.answers} questions={questions} />
      {request.host_message && (
        <p dir="auto" className="text-sm break-words text-quiet">
          {t`You wrote:`} {request.host_message}
        </p>
      )}
      {act && (
        <div className="mt-auto flex flex-wrap gap-2 pt-1">
          <Button tone="filled" icon={<Check aria-hidden size={16} />} onPress={onAccept}>
            {t`Accept`}
          </Button>
          <Button icon={<X aria-hidden size={16} />} onPress={onDecline}>
            {t`Decline`}
          </Button>
          <BlockButton userId={request.user_id} name={request.name} />
        </div>
      )}
    </li>
  );
}

import { t } from "@lingui/core/macro";
import {
  CircleAlert,
  CircleCheckBig,
  CircleX,
  CloudUpload,
  DoorOpen,
  LogOut,
  Undo2,
} from "lucide-react";
import { useEffect, useRef } from "react";
import { listOf } from "@/lib/numbers";
import { cx } from "@/ui";
import {
  leftOut,
  namesOf,
  seatsOf,
  signalOf,
  verdictAdvice,
  verdictTitle,
  type Direction,
} from "../model";
import type { DoorAnswer } from "../offline/state";
import { GateButton } from "./GateButton";

interface Props {
  answer: DoorAnswer;
  direction: Direction;
  onUndo?: (() => void) | undefined;
  onForce?: (() => void) | undefined;
  onNext: () => void;
  isDevice?: boolean;
  /** The part of the event that people are checked in to. */
  part?: string | null;
}

const colours = { go: "bg-gate-go", wait: "bg-gate-wait", stop: "bg-gate-stop" };
const icons = { go: CircleCheckBig, wait: CircleAlert, stop: CircleX };

/** The full-screen verdict, shown until the next scan or a tap. */
export function Verdict({
  answer,
  direction,
  onUndo,
  onForce,
  onNext,
  isDevice = false,
  part = null,
}: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [answer.nonce]);
  const signal = answer.isQueued ? "wait" : signalOf(answer.result);
  const Icon = answer.isQueued
    ? CloudUpload
    : direction === "out" && signal === "go"
      ? LogOut
      : icons[signal];
  const names = namesOf(answer);
  const seats = seatsOf(answer);
  const notIn = leftOut(answer)
    .filter((guest) => guest.result === "not_coming")
    .map((guest) => guest.name);
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      onClick={onNext}
      onKeyDown={(event) => {
        if (event.key === "Escape") onNext();
      }}
      className={cx(
        "fixed inset-0 z-50 flex flex-col items-center justify-center gap-[2vh] p-6 text-center text-gate-text outline-none",
        colours[signal],
      )}
    >
      <Icon aria-hidden className="size-[clamp(5rem,16vw,10rem)]" />
      <p className="text-[clamp(var(--text-28),5vw,calc(var(--text-40)*1.6))] leading-tight font-medium">
        {answer.isQueued ? t`Queued` : verdictTitle(answer, direction)}
      </p>
      {names.length > 0 && (
        <p
          className="max-w-[90vw] font-display text-[max(var(--text-40),6vw)] leading-tight font-medium"
          dir="auto"
        >
          {listOf(names)}
        </p>
      )}
      {seats.length > 0 && (
        <p className="text-[clamp(var(--text-20),3vw,var(--text-40))]">
          <bdi className="font-medium">{listOf(seats)}</bdi>
        </p>
      )}
      {answer.attendee?.party && answer.attendee.party !== names[0] && (
        <p className="text-lg opacity-85" dir="auto">
          {answer.attendee.party}
        </p>
      )}
      {answer.attendee?.notes && (
        <p className="max-w-2xl rounded-card bg-gate-page/35 px-5 py-3 text-lg" dir="auto">
          {answer.attendee.notes}
        </p>
      )}
      <p className="text-lg opacity-90">{adviceFor(answer, isDevice, part)}</p>
      {notIn.length > 0 && (
        <p className="text-lg font-medium" dir="auto">
          {t`Not let in: ${listOf(notIn)}`}
        </p>
      )}
      <div
        className="absolute inset-x-4 bottom-4 flex flex-wrap justify-center gap-3"
        onClick={(event) => event.stopPropagation()}
      >
        {onForce && (
          <GateButton
            icon={<DoorOpen size={20} />}
            onPress={onForce}
          >{t`Let in anyway`}</GateButton>
        )}
        {onUndo && <GateButton icon={<Undo2 size={20} />} onPress={onUndo}>{t`Undo`}</GateButton>}
        <GateButton isFilled onPress={onNext}>{t`Next`}</GateButton>
      </div>
    </div>
  );
}

function adviceFor(answer: DoorAnswer, isDevice: boolean, part: string | null): string {
  if (answer.isWalkIn && answer.isQueued)
    return t`It will be sent when you're back online, and a seat is assigned then. If the event is full by then, it's refused and this page shows it: the host decides.`;
  if (answer.isQueued)
    return t`Valid on this device's list. It will be sent to the server when you're back online.`;
  return verdictAdvice(answer, isDevice, part);
}

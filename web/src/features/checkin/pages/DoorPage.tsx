import { t } from "@lingui/core/macro";
import { LogIn, LogOut, Tag } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { useStable } from "@/lib/useStable";
import { toast } from "@/ui";
import { Conflicts } from "../components/Conflicts";
import { Ended } from "../components/Ended";
import { GateButton } from "../components/GateButton";
import { GateHead } from "../components/GateHead";
import { LetInAnyway } from "../components/LetInAnyway";
import { NameSearch } from "../components/NameSearch";
import { NfcButton } from "../components/NfcButton";
import { PartyChoice } from "../components/PartyChoice";
import { Refused } from "../components/Refused";
import { SellTickets } from "../components/SellTickets";
import { TagDesk } from "../components/TagDesk";
import { TypedText } from "../components/TypedText";
import { useDoor, useEngine } from "../components/useDoor";
import { useNfc } from "../components/useNfc";
import { useWedge } from "../components/useWedge";
import { Verdict } from "../components/Verdict";
import { WalkInForm } from "../components/WalkInForm";
import { Viewfinder } from "../components/Viewfinder";
import { partOf } from "../offline/part";
import { canForce, namesOf, type Direction } from "../model";

export function DoorPage() {
  const eventId = useEventId();
  const [direction, setDirection] = useState<Direction>("in");
  const { engine, state } = useEngine(eventId);
  const [isBinding, setBinding] = useState(false);
  const [isForcing, setForcing] = useState(false);
  const door = useDoor(engine, direction, isForcing);
  // While a tag is being bound or a reason entered, scans must not check anybody else in.
  const isBusyElsewhere = isBinding || isForcing;
  useWedge((text) => {
    if (!isBusyElsewhere) door.take(text, "qr_code");
  });
  const nfc = useNfc((uid) => {
    if (!isBusyElsewhere) door.take(uid, "nfc");
  });
  const onCamera = useStable((text: string) => {
    if (!isBusyElsewhere) door.take(text, "qr_code");
  });
  const onTyped = useStable((text: string) => door.take(text, "manual"));
  const onPick = useStable(door.pick);
  const onWalkIn = useStable(door.walkIn);
  const part = partOf(state);
  const mayForce = !engine.isDevice && door.verdict !== null && canForce(door.verdict, direction);
  return (
    <main className="flex min-h-dvh flex-col bg-gate-page text-gate-text">
      <GateHead eventId={eventId} state={state} engine={engine} />
      {engine.isDevice && state.isEnded ? (
        <Ended engine={engine} />
      ) : (
        <div className="mx-auto grid w-full max-w-6xl flex-1 grid-cols-1 content-start gap-6 p-4 sm:p-8 md:grid-cols-2 md:gap-10">
          <div className="flex min-w-0 flex-col gap-4">
            <div role="group" aria-label={t`Direction`} className="grid grid-cols-2 gap-2">
              <GateButton
                isFilled={direction === "in"}
                aria-pressed={direction === "in"}
                icon={<LogIn size={20} className="rtl:-scale-x-100" />}
                onPress={() => setDirection("in")}
              >{t`Check in`}</GateButton>
              <GateButton
                isFilled={direction === "out"}
                aria-pressed={direction === "out"}
                icon={<LogOut size={20} className="rtl:-scale-x-100" />}
                onPress={() => setDirection("out")}
              >{t`Check out`}</GateButton>
            </div>
            <Viewfinder onCode={onCamera} />
          </div>
          <div className="flex min-w-0 flex-col gap-6">
            <TypedText
              label={t`Type the code, or scan it with a hand scanner`}
              action={t`Check`}
              onText={onTyped}
              isBusy={door.isBusy}
            />
            <NfcButton state={nfc.state} onStart={nfc.start} />
            {door.trouble && (
              <p role="alert" className="rounded-control bg-gate-stop px-4 py-3 text-base">
                {door.trouble}
              </p>
            )}
            <NameSearch lookup={state.lookup} part={part} onPick={onPick} />
            {!engine.isDevice && (
              <GateButton
                icon={<Tag size={20} />}
                onPress={() => setBinding(true)}
              >{t`Bind tags`}</GateButton>
            )}
            {!engine.isDevice && <SellTickets eventId={eventId} />}
            <WalkInForm
              isOnline={state.isOnline && !state.isEnded}
              isBusy={door.isBusy}
              onSubmit={onWalkIn}
            />
            <Conflicts
              conflicts={state.conflicts}
              onResolve={(conflict) =>
                void engine
                  .resolve(conflict)
                  .catch((error: unknown) => toast.error(messageOf(error)))
              }
            />
            <Refused engine={engine} state={state} />
          </div>
        </div>
      )}
      {door.choice && (
        <PartyChoice
          label={door.choice.label}
          guests={door.choice.guests}
          direction={direction}
          part={part}
          isPending={door.isBusy}
          onConfirm={door.choose}
          onCancel={door.closeChoice}
        />
      )}
      {door.verdict && (
        <Verdict
          answer={door.verdict}
          direction={direction}
          onUndo={door.verdict.result === "ok" ? door.takeBack : undefined}
          onNext={door.next}
          onForce={mayForce ? () => setForcing(true) : undefined}
          isDevice={engine.isDevice}
          part={part?.title ?? null}
        />
      )}
      {isForcing && door.verdict && (
        <LetInAnyway
          names={namesOf(door.verdict).join(", ")}
          isBusy={door.isBusy}
          onConfirm={(reason) => door.force(reason).finally(() => setForcing(false))}
          onCancel={() => {
            setForcing(false);
            door.next();
          }}
        />
      )}
      {isBinding && <TagDesk engine={engine} state={state} onClose={() => setBinding(false)} />}
    </main>
  );
}

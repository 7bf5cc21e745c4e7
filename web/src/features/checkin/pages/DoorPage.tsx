import { t } from "@lingui/core/macro";
import { LogIn, LogOut } from "lucide-react";
import { useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { messageOf } from "@/api";
import { useEventId } from "@/lib/useEventId";
import { toast } from "@/ui";
import { Clashes } from "../components/Clashes";
import { GateButton } from "../components/GateButton";
import { GateHead } from "../components/GateHead";
import { NameSearch } from "../components/NameSearch";
import { PartyChoice } from "../components/PartyChoice";
import { useDoor, useEngine } from "../components/useDoor";
import { useWedge } from "../components/useWedge";
import { Verdict } from "../components/Verdict";
import { WalkInForm } from "../components/WalkInForm";
import { Viewfinder } from "../components/Viewfinder";
import type { Direction } from "../model";

export function DoorPage() {
  const eventId = useEventId();
  const [direction, setDirection] = useState<Direction>("in");
  const { engine, state } = useEngine(eventId);
  const door = useDoor(engine, direction);
  useWedge((text) => door.take(text, "qr_code"));
  return (
    <main className="flex min-h-dvh flex-col bg-gate-page text-gate-text">
      <GateHead eventId={eventId} state={state} engine={engine} />
      <div className="mx-auto grid w-full max-w-6xl flex-1 grid-cols-1 content-start gap-6 p-4 sm:p-8 md:grid-cols-2 md:gap-10">
        <div className="flex min-w-0 flex-col gap-4">
          <div role="group" aria-label={t`Direction`} className="grid grid-cols-2 gap-2">
            <GateButton isFilled={direction === "in"} aria-pressed={direction === "in"} icon={<LogIn size={20} className="rtl:-scale-x-100" />} onPress={() => setDirection("in")}>{t`Coming in`}</GateButton>
            <GateButton isFilled={direction === "out"} aria-pressed={direction === "out"} icon={<LogOut size={20} className="rtl:-scale-x-100" />} onPress={() => setDirection("out")}>{t`Going out`}</GateButton>
          </div>
          <Viewfinder onCode={(text) => door.take(text, "qr_code")} />
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <TypedCode onCode={(text) => door.take(text, "manual")} isBusy={door.isBusy} />
          {door.trouble && <p role="alert" className="rounded-control bg-gate-stop px-4 py-3 text-base">{door.trouble}</p>}
          <NameSearch lookup={state.lookup} onPick={door.pick} />
          <WalkInForm isBusy={door.isBusy} onSubmit={door.walkIn} />
          <Clashes clashes={state.clashes} onResolve={(clash) => void engine.resolve(clash).catch((error: unknown) => toast.error(messageOf(error)))} />
        </div>
      </div>
      {door.choice && <PartyChoice label={door.choice.label} guests={door.choice.guests} direction={direction} isPending={door.isBusy} onConfirm={door.choose} onCancel={door.closeChoice} />}
      {door.verdict && <Verdict answer={door.verdict} direction={direction} onUndo={door.verdict.result === "ok" ? door.takeBack : undefined} onNext={door.next} />}
    </main>
  );
}

function TypedCode({ onCode, isBusy }: { onCode: (text: string) => void; isBusy: boolean }) {
  const [code, setCode] = useState("");
  return (
    <form className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); if (code.trim()) onCode(code); setCode(""); }}>
      <TextField value={code} onChange={setCode} className="flex flex-col gap-2">
        <Label className="text-base text-gate-quiet">{t`Type the code, or scan it with a hand scanner`}</Label>
        <div className="flex gap-2">
          <Input dir="ltr" autoComplete="off" autoCapitalize="characters" spellCheck={false} className="h-13 min-w-0 flex-1 rounded-control border border-gate-line bg-gate-surface px-4 text-lg tracking-widest text-gate-text data-focused:border-gate-text" />
          <GateButton type="submit" isFilled isPending={isBusy}>{t`Check`}</GateButton>
        </div>
      </TextField>
    </form>
  );
}

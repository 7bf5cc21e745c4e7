import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { ArrowLeft, LogIn, LogOut, Wifi, WifiOff } from "lucide-react";
import { useState } from "react";
import { Input, Label, Link, TextField } from "react-aria-components";
import { useLinkState, useLive } from "@/api";
import { useEvent } from "@/features/events";
import { useStats } from "@/features/insight";
import { timeOf } from "@/lib/dates";
import { count } from "@/lib/numbers";
import { soon } from "@/lib/soon";
import { useEventId } from "@/lib/useEventId";
import { cx } from "@/ui";
import { GateButton } from "../components/GateButton";
import { NameSearch } from "../components/NameSearch";
import { PartyChoice } from "../components/PartyChoice";
import { useDoor } from "../components/useDoor";
import { useWedge } from "../components/useWedge";
import { Verdict } from "../components/Verdict";
import { Viewfinder } from "../components/Viewfinder";
import type { Direction } from "../model";

export function DoorPage() {
  const eventId = useEventId();
  const [direction, setDirection] = useState<Direction>("in");
  const door = useDoor(eventId, direction);
  useWedge((text) => door.take(text, "qr_code"));
  return (
    <main className="flex min-h-dvh flex-col bg-gate-page text-gate-text">
      <GateHead eventId={eventId} />
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
          <NameSearch eventId={eventId} onPick={door.pick} />
        </div>
      </div>
      {door.choice && <PartyChoice label={door.choice.label} guests={door.choice.guests} direction={direction} isPending={door.isBusy} onConfirm={door.choose} onCancel={door.closeChoice} />}
      {door.verdict && <Verdict answer={door.verdict} direction={direction} onUndo={door.verdict.result === "ok" ? door.takeBack : undefined} onNext={door.next} />}
    </main>
  );
}

function GateHead({ eventId }: { eventId: string }) {
  const event = useEvent(eventId).data;
  const stats = useStats(eventId).data;
  const { state, staleSince } = useLinkState();
  const cache = useQueryClient();
  const reread = () => soon(`door-${eventId}`, () => void cache.invalidateQueries({ queryKey: ["stats", eventId] }));
  useLive(`events/${eventId}/attendance`, { onMessage: reread, onResync: reread });
  const isLive = state === "live";
  return (
    <header className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-gate-line px-4 py-3 sm:px-8">
      <Link href={`/events/${eventId}`} className="inline-flex min-h-10 items-center gap-2 text-gate-quiet hover:text-gate-text"><ArrowLeft aria-hidden size={20} className="rtl:rotate-180" /><span className="max-sm:sr-only">{t`Leave the door`}</span></Link>
      <h1 className="min-w-0 flex-1 truncate font-display text-lg" dir="auto">{event?.title}</h1>
      {stats && <p data-figures role="status" className="text-lg"><span className="font-medium">{count(stats.checked_in)}</span> <span className="text-gate-quiet">{t`of ${count(Math.max(stats.accepted, stats.checked_in))} inside`}</span></p>}
      <p role="status" className={cx("flex items-center gap-2 text-sm", isLive ? "text-gate-quiet" : "rounded-full bg-gate-wait px-3 py-1")}>
        {isLive ? <Wifi aria-hidden size={16} /> : <WifiOff aria-hidden size={16} />}
        {isLive ? t`Online` : staleSince ? t`No connection since ${timeOf(new Date(staleSince).toISOString())}` : t`Connecting`}
      </p>
    </header>
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

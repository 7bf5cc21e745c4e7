import { useCallback, useEffect, useRef, useState } from "react";
import { messageOf, type Attendee, type Scan, type ScanAnswer, type ScanGuest } from "@/api";
import { freshId } from "@/lib/ids";
import { sound } from "@/lib/signal";
import { codeFrom, signalOf, type Direction } from "../model";
import { useParty, useScan, useUndoScan } from "../queries";

interface Choice { label: string | null; guests: ScanGuest[]; code?: string; method: NonNullable<Scan["method"]> }

/** The door's state: what was scanned, who has to be chosen, what the gate said. */
export function useDoor(eventId: string, direction: Direction) {
  const scan = useScan(eventId);
  const undo = useUndoScan(eventId);
  const party = useParty();
  const [verdict, setVerdict] = useState<ScanAnswer | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const last = useRef({ code: "", at: 0 });

  const fail = useCallback((error: Error) => { setTrouble(messageOf(error)); sound("stop"); }, []);
  const { mutate } = scan;
  const send = useCallback((body: Omit<Scan, "nonce">, label: string | null = null) => {
    setTrouble(null);
    mutate({ ...body, nonce: freshId(), direction }, {
      onSuccess: (answer) => {
        sound(signalOf(answer.result));
        if (answer.result === "choose") {
          setVerdict(null);
          setChoice({ label: label ?? answer.attendee?.party ?? null, guests: answer.guests ?? [], ...(body.code ? { code: body.code } : {}), method: body.method ?? "manual" });
        } else {
          setChoice(null);
          setVerdict(answer);
        }
      },
      onError: fail,
    });
  }, [direction, fail, mutate]);

  const take = useCallback((text: string, method: NonNullable<Scan["method"]>) => {
    const code = codeFrom(text);
    const now = Date.now();
    // The camera sees one code many times a second.
    if (!code || (code === last.current.code && now - last.current.at < 3_000)) return;
    last.current = { code, at: now };
    send({ code, method });
  }, [send]);

  const pick = (guest: Attendee) => {
    if (!guest.invitation_id) return send({ attendee_id: guest.id, method: "manual" });
    party.mutate(guest.invitation_id, {
      onSuccess: (invitation) => {
        if (invitation.guests.length < 2) return send({ attendee_id: guest.id, method: "manual" });
        setChoice({ label: invitation.label, guests: invitation.guests, ...(invitation.code ? { code: invitation.code } : {}), method: "manual" });
      },
      onError: fail,
    });
  };

  const choose = (ids: string[]) => {
    if (choice?.code) send({ code: choice.code, guests: ids, method: choice.method }, choice.label);
  };

  const takeBack = () => {
    if (!verdict) return;
    undo.mutate(verdict.nonce, { onSuccess: () => { setVerdict(null); last.current = { code: "", at: 0 }; }, onError: fail });
  };

  useEffect(() => {
    if (!verdict) return;
    const timer = setTimeout(() => setVerdict(null), verdict.result === "ok" ? 4_000 : 8_000);
    return () => clearTimeout(timer);
  }, [verdict]);

  return { verdict, choice, trouble, isBusy: scan.isPending || party.isPending, take, pick, choose, takeBack, next: () => setVerdict(null), closeChoice: () => setChoice(null) };
}

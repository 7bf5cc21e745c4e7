import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { messageOf, useLive, type Scan } from "@/api";
import { freshId } from "@/lib/ids";
import { sound } from "@/lib/signal";
import { throttle } from "@/lib/soon";
import { forcedIds, interpretScan, signalOf, type Direction } from "../model";
import { DoorEngine } from "../offline/engine";
import { install } from "../offline/install";
import { actAsPaired, isDeviceOf } from "../offline/pairing";
import { attendanceAt, partOf } from "../offline/part";
import type { RosterPerson } from "../offline/roster";
import type { DoorAnswer, DoorPerson } from "../offline/state";

interface Choice {
  label: string | null;
  guests: DoorPerson[];
  code?: string;
  method: NonNullable<Scan["method"]>;
}

/** Runs the check-in engine of an event while the page is mounted. */
export function useEngine(eventId: string) {
  const [engine] = useState(() => new DoorEngine(eventId, isDeviceOf(eventId)));
  const state = useSyncExternalStore(engine.watch, () => engine.state);
  useEffect(() => (engine.isDevice ? actAsPaired(eventId) : undefined), [engine, eventId]);
  useEffect(() => engine.start(), [engine]);
  const refresh = () => throttle(`door-${eventId}`, () => void engine.tick());
  // A device has no session for the socket, so it polls every few seconds.
  useLive(engine.isDevice ? null : `events/${eventId}/attendance`, {
    onMessage: refresh,
    onResync: refresh,
  });
  useEffect(() => {
    install();
    localStorage.setItem("convite.door", eventId);
    void navigator.storage?.persist?.();
    const warn = (event: BeforeUnloadEvent) => {
      if (engine.state.queued > 0) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [engine, eventId]);
  return { engine, state };
}

/** State of the check-in page: the current verdict, the party to choose from, and errors. */
export function useDoor(engine: DoorEngine, direction: Direction, isHeld = false) {
  const [verdict, setVerdict] = useState<DoorAnswer | null>(null);
  const [choice, setChoice] = useState<Choice | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const last = useRef({ code: "", at: 0 });

  const fail = useCallback((error: unknown) => {
    setError(messageOf(error));
    sound("stop");
  }, []);
  const send = useCallback(
    (body: Omit<Scan, "nonce">, label: string | null = null) => {
      setError(null);
      // Local verdicts arrive within a few milliseconds, so the busy state is delayed to avoid flicker.
      const waiting = setTimeout(() => setBusy(true), 150);
      engine
        .scan({ ...body, nonce: freshId(), direction })
        .then((answer) => {
          setTimeout(() => sound(answer.isQueued ? "wait" : signalOf(answer.result)));
          if (answer.result === "choose") {
            setVerdict(null);
            setChoice({
              label: label ?? answer.attendee?.party ?? null,
              guests: knownOf(answer.guests ?? [], engine),
              ...(body.code ? { code: body.code } : {}),
              method: body.method ?? "manual",
            });
          } else {
            setChoice(null);
            setVerdict(answer);
          }
        })
        .catch(fail)
        .finally(() => {
          clearTimeout(waiting);
          setBusy(false);
        });
    },
    [direction, engine, fail],
  );

  const scanText = useCallback(
    (text: string, method: NonNullable<Scan["method"]>) => {
      const target = interpretScan(text, method, engine.state.lookup);
      const now = Date.now();
      // The camera reports the same code many times per second.
      if (!text.trim() || (text === last.current.code && now - last.current.at < 3_000)) return;
      last.current = { code: text, at: now };
      send({ ...target, method });
    },
    [engine, send],
  );

  const pick = (person: RosterPerson) => {
    const party = engine.state.lookup?.partyOf(person) ?? [person];
    if (party.length < 2) return send({ attendee_id: person.id, method: "manual" });
    setChoice({ label: person.party ?? null, guests: knownOf(party, engine), method: "manual" });
  };

  const choose = (ids: string[]) => {
    if (!choice) return;
    if (choice.code)
      return send({ code: choice.code, guests: ids, method: choice.method }, choice.label);
    void scanAll(engine, ids, direction)
      .then((answer) => {
        sound(answer.isQueued ? "wait" : signalOf(answer.result));
        setChoice(null);
        setVerdict(answer);
      })
      .catch(fail);
  };

  const walkIn = (name: string, seat: boolean) => {
    setError(null);
    setBusy(true);
    engine
      .walkIn({ nonce: freshId(), name, seat })
      .then((answer) => {
        sound(answer.isQueued ? "wait" : "go");
        setVerdict(answer);
      })
      .catch(fail)
      .finally(() => setBusy(false));
  };

  const undo = () => {
    if (!verdict) return;
    Promise.all(verdict.nonce.split(" ").map((nonce) => engine.undo(nonce)))
      .then(() => {
        setVerdict(null);
        last.current = { code: "", at: 0 };
      })
      .catch(fail);
  };

  /** Lets the people of the current verdict in although they aren't expected. */
  const force = async (reason: string) => {
    if (!verdict) return;
    setBusy(true);
    await scanAll(engine, forcedIds(verdict), direction, { force: true, reason })
      .then((answer) => {
        sound(answer.isQueued ? "wait" : signalOf(answer.result));
        setVerdict(answer);
      })
      .catch((error: unknown) => {
        setVerdict(null);
        fail(error);
      })
      .finally(() => setBusy(false));
  };

  useEffect(() => {
    if (!verdict || isHeld) return;
    const timer = setTimeout(() => setVerdict(null), verdict.result === "ok" ? 4_000 : 8_000);
    return () => clearTimeout(timer);
  }, [isHeld, verdict]);

  return {
    verdict,
    force,
    choice,
    trouble: error,
    isBusy,
    take: scanText,
    pick,
    choose,
    walkIn,
    takeBack: undo,
    next: () => setVerdict(null),
    closeChoice: () => setChoice(null),
  };
}

/** The people of a party with what only the roster has: their answers for parts, and who came to the chosen one. */
function knownOf(guests: DoorPerson[], engine: DoorEngine): DoorPerson[] {
  const { lookup } = engine.state;
  const part = partOf(engine.state)?.id;
  return guests.map((guest) => {
    const person = lookup?.people.get(guest.id);
    if (!person) return guest;
    const parts = person.parts ?? {};
    return part ? { ...guest, parts, attendance: attendanceAt(person, part) } : { ...guest, parts };
  });
}

/** Scans several people of a party one by one and combines the answers. */
async function scanAll(
  engine: DoorEngine,
  ids: string[],
  direction: Direction,
  extra: Partial<Scan> = {},
): Promise<DoorAnswer> {
  const answers: DoorAnswer[] = [];
  for (const id of ids)
    answers.push(
      await engine.scan({
        attendee_id: id,
        method: "manual",
        nonce: freshId(),
        direction,
        ...extra,
      }),
    );
  const accepted = answers.filter((answer) => answer.result === "ok");
  const shown = accepted.length > 0 ? accepted : answers;
  const [first] = shown;
  if (!first) throw new Error("Nobody was chosen");
  return {
    ...first,
    nonce: shown.map((answer) => answer.nonce).join(" "),
    guests: answers.flatMap((answer) => answer.guests ?? []),
    isQueued: shown.some((answer) => answer.isQueued),
  };
}

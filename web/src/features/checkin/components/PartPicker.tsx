import { t } from "@lingui/core/macro";
import { CalendarClock } from "lucide-react";
import type { DoorEngine } from "../offline/engine";
import { partOf } from "../offline/part";
import type { DoorState } from "../offline/state";
import { HeadPicker } from "./HeadPicker";

const all = "";

/** Chooses the part of the event that people come to; only who comes to it is let in. Hidden if the event has no parts. */
export function PartPicker({ engine, state }: { engine: DoorEngine; state: DoorState }) {
  const parts = state.lookup?.roster.parts ?? [];
  if (parts.length === 0) return null;
  const chosen = partOf(state);
  return (
    <HeadPicker
      label={t`Part of the event`}
      icon={CalendarClock}
      options={[
        { id: all, label: t`All parts` },
        ...parts.map(({ id, title }) => ({ id, label: title })),
      ]}
      chosen={chosen?.id ?? all}
      onChoose={(id) => engine.setPart(id === all ? null : id)}
      isFilled={chosen !== null}
    />
  );
}

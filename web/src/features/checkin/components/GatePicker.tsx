import { t } from "@lingui/core/macro";
import { DoorOpen } from "lucide-react";
import type { DoorEngine } from "../offline/engine";
import type { DoorState } from "../offline/state";
import { HeadPicker } from "./HeadPicker";

const none = "";

/** Chooses this page's gate, which every scan records. Hidden if the event has no gates. */
export function GatePicker({ engine, state }: { engine: DoorEngine; state: DoorState }) {
  const roster = state.lookup?.roster;
  const gates = roster?.gates ?? [];
  if (gates.length === 0) return null;
  const own = roster?.device?.gate ?? null;
  const options = [
    ...(own ? [] : [{ id: none, label: t`No gate` }]),
    ...gates.map((gate) => ({ id: gate, label: gate })),
  ];
  return (
    <HeadPicker
      label={t`Gate`}
      icon={DoorOpen}
      options={options}
      chosen={state.gate && gates.includes(state.gate) ? state.gate : (own ?? none)}
      onChoose={(gate) => engine.setGate(gate === none || gate === own ? null : gate)}
    />
  );
}

import { t } from "@lingui/core/macro";
import { Check, ChevronDown, DoorOpen } from "lucide-react";
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from "react-aria-components";
import type { DoorEngine } from "../offline/engine";
import type { DoorState } from "../offline/state";

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
  const chosen = state.gate && gates.includes(state.gate) ? state.gate : (own ?? none);
  return (
    <Select
      aria-label={t`Gate`}
      selectedKey={chosen}
      onSelectionChange={(key) => engine.setGate(key === none || key === own ? null : String(key))}
    >
      <Button className="inline-flex min-h-11 max-w-full cursor-pointer items-center gap-2 rounded-control border border-gate-line px-3 text-base data-focus-visible:outline-gate-text">
        <DoorOpen aria-hidden size={18} className="shrink-0 text-gate-quiet" />
        <SelectValue className="truncate">
          {({ selectedText, defaultChildren }) => <bdi>{selectedText ?? defaultChildren}</bdi>}
        </SelectValue>
        <ChevronDown aria-hidden size={16} className="shrink-0 text-gate-quiet" />
      </Button>
      <Popover className="min-w-(--trigger-width) rounded-card border border-gate-line bg-gate-surface text-gate-text shadow-float">
        <ListBox items={options} className="max-h-72 overflow-auto p-1 outline-none">
          {(option) => (
            <ListBoxItem
              id={option.id}
              textValue={option.label}
              className="group flex min-h-11 cursor-pointer items-center gap-2 rounded-control px-3 text-base outline-none data-focused:bg-gate-page"
            >
              <span className="min-w-0 flex-1 truncate" dir="auto">
                {option.label}
              </span>
              <Check aria-hidden size={16} className="invisible group-data-selected:visible" />
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}

import { t } from "@lingui/core/macro";
import { useState } from "react";
import { messageOf, Problem, type Gate } from "@/api";
import { Button, Checkbox, Dialog, Field, Notice } from "@/ui";
import { useSaveGate, useZones } from "../queries";

/** A gate's name, and which parts of the room are expected at it. */
export function GateForm({
  eventId,
  gate,
  position,
  onClose,
}: {
  eventId: string;
  gate: Gate | null;
  position: number;
  onClose: () => void;
}) {
  const save = useSaveGate(eventId);
  const known = useZones(eventId).data ?? [];
  const [name, setName] = useState(gate?.name ?? "");
  const [zones, setZones] = useState<string[]>(gate?.zones ?? []);
  const fields = save.error instanceof Problem ? save.error.fields : {};
  const send = () =>
    save.mutate(
      { ...(gate ? { id: gate.id } : { position }), name: name.trim(), zones },
      { onSuccess: onClose },
    );
  const toggle = (id: string, isOn: boolean) =>
    setZones(isOn ? [...zones, id] : zones.filter((zone) => zone !== id));
  return (
    <Dialog
      title={gate ? t`Change the gate` : t`New gate`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="filled"
            isDisabled={!name.trim()}
            isPending={save.isPending}
            onPress={send}
          >{t`Save`}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) send();
        }}
      >
        {save.isError && <Notice tone="danger">{messageOf(save.error)}</Notice>}
        <Field
          label={t`Name of the gate`}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          error={fields.name}
          {...(gate ? { hint: t`Scans made before keep the old name.` } : {})}
        />
        {known.length > 0 && (
          <fieldset className="flex flex-col gap-2">
            <legend className="mb-2 text-sm font-medium">{t`Who is expected here`}</legend>
            {known.map((zone) => (
              <Checkbox
                key={zone.id}
                isSelected={zones.includes(zone.id)}
                onChange={(isOn) => toggle(zone.id, isOn)}
              >
                <bdi>{zone.name}</bdi>
              </Checkbox>
            ))}
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}

import { t } from "@lingui/core/macro";
import type { CalendarDateTime } from "@internationalized/date";
import { useState } from "react";
import { messageOf, Problem, type Device, type DeviceMade, type Gate } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { Button, Dialog, Field, Notice, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useAddDevice, useChangeDevice } from "../queries";

const none = "none";
interface Props {
  eventId: string;
  zone: string;
  gates: Gate[];
  device: Device | null;
  onClose: () => void;
  onMade: (made: DeviceMade) => void;
}

/** A new device, or what can be changed of one: its key never. */
export function DeviceForm({ eventId, zone, gates, device, onClose, onMade }: Props) {
  const add = useAddDevice(eventId);
  const change = useChangeDevice(eventId);
  const [name, setName] = useState(device?.name ?? "");
  const [gate, setGate] = useState(device?.gate_id ?? none);
  const [end, setEnd] = useState<CalendarDateTime | null>(
    device?.expires_at ? toWall(device.expires_at, zone) : null,
  );
  const error = add.error ?? change.error;
  const fields = error instanceof Problem ? error.fields : {};
  const save = () => {
    const body = {
      name: name.trim(),
      gate_id: gate === none ? null : gate,
      expires_at: end && toInstant(end, zone),
    };
    if (device) change.mutate({ id: device.id, ...body }, { onSuccess: onClose });
    else add.mutate(body, { onSuccess: onMade });
  };
  return (
    <Dialog
      title={device ? t`Change the device` : t`New device`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Cancel`}</Button>
          <Button
            tone="filled"
            isDisabled={!name.trim()}
            isPending={add.isPending || change.isPending}
            onPress={save}
          >
            {device ? t`Save` : t`Make its link`}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save();
        }}
      >
        {error && <Notice tone="danger">{messageOf(error)}</Notice>}
        <Field
          label={t`Name of the device`}
          value={name}
          onChange={setName}
          maxLength={60}
          autoFocus
          hint={t`By it the log names who let people in.`}
          error={fields.name}
        />
        {gates.length > 0 && (
          <Select
            label={t`Gate`}
            value={gate}
            onChange={setGate}
            options={[
              { id: none, label: t`No gate` },
              ...gates.map((one) => ({ id: one.id, label: one.name })),
            ]}
          />
        )}
        <DateTime
          label={t`Access ends`}
          value={end}
          onChange={setEnd}
          error={fields.expires_at}
          hint={t`Leave empty to end it by hand.`}
        />
      </form>
    </Dialog>
  );
}

import type { CalendarDateTime } from "@internationalized/date";
import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Device, type DeviceMade, type Gate } from "@/api";
import { toInstant, toWall } from "@/lib/dates";
import { Field, FormDialog, Select } from "@/ui";
import { DateTime } from "@/ui/DateTime";
import { useAddDevice, useChangeDevice } from "../queries";

const none = "none";
const schema = z.object({
  name: z.string().trim().min(1),
  gate_id: z.string().transform((id) => (id === none ? null : id)),
  expires_at: z.custom<CalendarDateTime | null>(),
});

interface Props {
  eventId: string;
  zone: string;
  gates: Gate[];
  device: Device | null;
  onClose: () => void;
  onMade: (made: DeviceMade) => void;
}

/** Creates or edits a device. Its key can't be changed. */
export function DeviceForm({ eventId, zone, gates, device, onClose, onMade }: Props) {
  const add = useAddDevice(eventId);
  const change = useChangeDevice(eventId);
  const form = useForm({
    schema,
    values: {
      name: device?.name ?? "",
      gate_id: device?.gate_id ?? none,
      expires_at: device?.expires_at ? toWall(device.expires_at, zone) : null,
    },
    save: async ({ expires_at, ...values }) => {
      const body = { ...values, expires_at: expires_at && toInstant(expires_at, zone) };
      if (!device) return add.mutateAsync(body);
      await change.mutateAsync({ id: device.id, ...body });
      return null;
    },
    onSaved: (made) => (made ? onMade(made) : onClose()),
  });
  return (
    <FormDialog
      title={device ? t`Edit device` : t`Add device`}
      action={device ? t`Save changes` : t`Create pairing link`}
      form={form}
      onClose={onClose}
    >
      <Field
        label={t`Device name`}
        {...form.bind("name")}
        maxLength={60}
        autoFocus
        hint={t`The log uses this name for everyone it checks in.`}
      />
      {gates.length > 0 && (
        <Select
          label={t`Gate`}
          {...form.bind("gate_id")}
          options={[
            { id: none, label: t`No gate` },
            ...gates.map((one) => ({ id: one.id, label: one.name })),
          ]}
        />
      )}
      <DateTime
        label={t`Access expires`}
        {...form.bind("expires_at")}
        hint={t`Leave empty if you'll revoke it yourself.`}
      />
    </FormDialog>
  );
}

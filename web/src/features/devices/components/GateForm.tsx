import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm, type Gate } from "@/api";
import { Checkbox, Field, FormDialog } from "@/ui";
import { useSaveGate, useZones } from "../queries";

const schema = z.object({ name: z.string().trim().min(1), zones: z.array(z.string()) });

/** A gate's name and the zones that enter through it. */
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
  const form = useForm({
    schema,
    values: { name: gate?.name ?? "", zones: gate?.zones ?? [] },
    save: (values) => save.mutateAsync({ ...(gate ? { id: gate.id } : { position }), ...values }),
    onSaved: onClose,
  });
  const { value: zones, onChange: setZones } = form.bind("zones");
  return (
    <FormDialog
      title={gate ? t`Edit gate` : t`Add gate`}
      action={gate ? t`Save changes` : t`Add gate`}
      form={form}
      onClose={onClose}
    >
      <Field
        label={t`Gate name`}
        {...form.bind("name")}
        maxLength={60}
        autoFocus
        {...(gate ? { hint: t`Earlier scans keep the old name.` } : {})}
      />
      {known.length > 0 && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-medium">{t`Who is expected here`}</legend>
          {known.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={zones.includes(id)}
              onChange={(isOn) =>
                setZones(isOn ? [...zones, id] : zones.filter((zone) => zone !== id))
              }
            >
              <bdi>{name}</bdi>
            </Checkbox>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
}

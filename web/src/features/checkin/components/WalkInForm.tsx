import { t } from "@lingui/core/macro";
import { UserPlus } from "lucide-react";
import { memo, useState } from "react";
import { Input, Label, TextField } from "react-aria-components";
import { z } from "zod";
import { useForm } from "@/api";
import { Checkbox, Form } from "@/ui";
import { GateButton } from "./GateButton";

const schema = z.object({ name: z.string().trim().min(1), seat: z.boolean() });

/** Adds a walk-in; only a name is required. */
export const WalkInForm = memo(function WalkInForm({
  isOnline,
  isBusy,
  onSubmit,
}: {
  isOnline: boolean;
  isBusy: boolean;
  onSubmit: (name: string, seat: boolean) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const form = useForm({
    schema,
    values: { name: "", seat: true },
    save: ({ name, seat }) => Promise.resolve(onSubmit(name, seat)),
    onSaved: (_, { seat: wantsSeat }) => {
      form.reset({ name: "", seat: wantsSeat });
      setOpen(false);
    },
  });
  const { value: name, onChange: setName } = form.bind("name");
  const { isSelected: seat, onChange: setSeat } = form.bindSwitch("seat");
  if (!isOpen)
    return (
      <GateButton
        icon={<UserPlus size={20} />}
        onPress={() => setOpen(true)}
      >{t`Walk-in`}</GateButton>
    );
  return (
    <Form form={form} className="gap-3 rounded-card border border-gate-line p-4">
      <TextField
        value={name}
        onChange={setName}
        autoFocus
        isRequired
        className="flex flex-col gap-2"
      >
        <Label className="text-base text-gate-quiet">{t`Walk-in name`}</Label>
        <Input
          dir="auto"
          autoComplete="off"
          className="h-13 w-full rounded-control border border-gate-line bg-gate-surface px-4 text-lg text-gate-text data-focused:border-gate-text"
        />
      </TextField>
      <Checkbox
        isSelected={seat}
        onChange={setSeat}
        className="min-h-12 items-center text-lg"
      >{t`Assign a free seat`}</Checkbox>
      {!isOnline && (
        <p className="text-base text-gate-quiet">{t`You're offline: they can come in now, and it will be sent when you're back online. Only then is it checked whether the event is full.`}</p>
      )}
      <div className="grid grid-cols-[auto_1fr] gap-3">
        <GateButton onPress={() => setOpen(false)}>{t`Back`}</GateButton>
        <GateButton type="submit" isFilled isPending={isBusy}>{t`Let in`}</GateButton>
      </div>
    </Form>
  );
});

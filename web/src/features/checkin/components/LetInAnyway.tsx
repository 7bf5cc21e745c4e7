import { t } from "@lingui/core/macro";
import { Heading, Input, Label, TextField } from "react-aria-components";
import { z } from "zod";
import { useForm } from "@/api";
import { Form } from "@/ui";
import { GateButton } from "./GateButton";

const schema = z.object({ reason: z.string().trim().min(1) });

/** Lets somebody in who isn't expected. A reason is required and logged. */
export function LetInAnyway({
  names,
  isBusy,
  onConfirm,
  onCancel,
}: {
  names: string;
  isBusy: boolean;
  onConfirm: (reason: string) => void;
  onCancel: () => void;
}) {
  const form = useForm({
    schema,
    values: { reason: "" },
    save: ({ reason }) => Promise.resolve(onConfirm(reason)),
  });
  const { value: reason, onChange: setReason } = form.bind("reason");
  const usual = [t`Changed their mind`, t`The host said so`];
  return (
    <div
      role="dialog"
      aria-modal="true"
      aria-labelledby="anyway"
      onKeyDown={(event) => {
        if (event.key === "Escape") onCancel();
      }}
      className="fixed inset-0 z-50 flex flex-col items-center justify-center overflow-y-auto bg-gate-page p-6 text-gate-text"
    >
      <Form form={form} className="w-full max-w-xl gap-5">
        <Heading
          id="anyway"
          level={2}
          className="font-display text-[max(var(--text-28),4vw)] leading-tight font-medium"
          dir="auto"
        >{t`Let ${names} in anyway?`}</Heading>
        <div className="flex flex-wrap gap-2">
          {usual.map((one) => (
            <GateButton
              key={one}
              isFilled={reason === one}
              aria-pressed={reason === one}
              onPress={() => setReason(one)}
            >
              {one}
            </GateButton>
          ))}
        </div>
        <TextField
          value={reason}
          onChange={setReason}
          isRequired
          autoFocus
          maxLength={200}
          className="flex flex-col gap-2"
        >
          <Label className="text-base text-gate-quiet">{t`Reason (kept in the log)`}</Label>
          <Input
            dir="auto"
            autoComplete="off"
            className="h-13 w-full rounded-control border border-gate-line bg-gate-surface px-4 text-lg text-gate-text data-focused:border-gate-text"
          />
        </TextField>
        <div className="flex flex-wrap gap-3">
          <GateButton onPress={onCancel}>{t`Back`}</GateButton>
          <GateButton
            type="submit"
            isFilled
            isDisabled={!form.isReady}
            isPending={isBusy}
          >{t`Let in`}</GateButton>
        </div>
      </Form>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, FormDialog } from "@/ui";
import { useRenamePasskey, type Passkey } from "../passkeys";

/** Another name for a passkey. */
export function PasskeyName({ passkey, onClose }: { passkey: Passkey; onClose: () => void }) {
  const rename = useRenamePasskey();
  const form = useForm({
    schema: z.object({
      name: z
        .string()
        .trim()
        .min(1, t`Enter a name.`),
    }),
    values: { name: passkey.name },
    save: ({ name }) => rename.mutateAsync({ id: passkey.id, name }),
    onSaved: onClose,
  });
  return (
    <FormDialog title={t`Rename passkey`} form={form} action={t`Save changes`} onClose={onClose}>
      <Field label={t`Name`} {...form.bind("name")} maxLength={100} dir="auto" autoFocus />
    </FormDialog>
  );
}

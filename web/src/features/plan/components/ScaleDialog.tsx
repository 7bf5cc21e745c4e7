import { t } from "@lingui/core/macro";
import { z } from "zod";
import { useForm } from "@/api";
import { Field, FormDialog } from "@/ui";
import type { Point } from "../model/document";
import type { Editor } from "./useEditor";

export interface Measured {
  from: Point;
  to: Point;
}

const schema = z.object({
  metres: z
    .string()
    .transform((text) => Number(text.replace(",", ".")))
    .refine((metres) => Number.isFinite(metres) && metres > 0),
});

/** Asks for the real length of the measured line and scales the background image accordingly. */
export function ScaleDialog({
  editor,
  measured,
  onClose,
}: {
  editor: Editor;
  measured: Measured | null;
  onClose: () => void;
}) {
  const picture = editor.plan.background;
  const drawn = measured
    ? Math.hypot(measured.to.x - measured.from.x, measured.to.y - measured.from.y)
    : 0;
  const apply = (metres: number) => {
    if (!picture || !measured || drawn === 0) return;
    // a seat is half a metre wide, whatever the plan's units are
    const wanted = metres * (editor.unit / 0.55);
    const factor = wanted / drawn;
    const put = (at: number, corner: number) => at - (at - corner) * factor;
    editor.act({
      ...editor.plan,
      background: {
        ...picture,
        scale: picture.scale * factor,
        x: put(measured.from.x, picture.x),
        y: put(measured.from.y, picture.y),
      },
    });
    editor.setTool("select");
  };
  const form = useForm({
    schema,
    values: { metres: "" },
    save: ({ metres }) => Promise.resolve(apply(metres)),
    onSaved: () => {
      form.reset();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t`Length of this line`}
      action={t`Set the scale`}
      cancel={t`Draw again`}
      form={form}
      isOpen={measured !== null}
      onClose={onClose}
    >
      <Field
        label={t`Length in meters`}
        {...form.bind("metres")}
        inputMode="decimal"
        dir="ltr"
        autoFocus
        hint={t`Each seat takes about 0.55 m.`}
      />
    </FormDialog>
  );
}

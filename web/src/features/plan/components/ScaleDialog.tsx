import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Button, Dialog, Field } from "@/ui";
import type { Point } from "../model/document";
import type { Editor } from "./useEditor";

export interface Measured {
  from: Point;
  to: Point;
}

/** How long the line one has just drawn is in truth: the picture is scaled so that it fits. */
export function ScaleDialog({
  editor,
  measured,
  onClose,
}: {
  editor: Editor;
  measured: Measured | null;
  onClose: () => void;
}) {
  const [text, setText] = useState("");
  const metres = Number(text.replace(",", "."));
  const picture = editor.plan.background;
  const drawn = measured
    ? Math.hypot(measured.to.x - measured.from.x, measured.to.y - measured.from.y)
    : 0;
  const isGood = Number.isFinite(metres) && metres > 0 && drawn > 0;
  const apply = () => {
    if (!picture || !measured || !isGood) return;
    // a seat is half a metre wide in whatever units the plan was drawn
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
    setText("");
    onClose();
  };
  return (
    <Dialog
      title={t`How long is this line?`}
      isOpen={measured !== null}
      onClose={onClose}
      footer={
        <>
          <Button tone="quiet" onPress={onClose}>{t`Draw it again`}</Button>
          <Button tone="filled" isDisabled={!isGood} onPress={apply}>{t`Set the scale`}</Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <Field
          label={t`Length in metres`}
          value={text}
          onChange={setText}
          inputMode="decimal"
          dir="ltr"
          autoFocus
          hint={t`A seat takes about 0.55 m.`}
        />
      </form>
    </Dialog>
  );
}

import { t } from "@lingui/core/macro";
import { ImagePlus, Ruler, Trash2 } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { messageOf } from "@/api";
import { Button, IconButton, toast } from "@/ui";
import { sendBackground } from "../queries";
import { NumberField } from "./NumberField";
import type { Editor } from "./useEditor";
import type { StageView } from "./useStageView";

/** The background image to draw over. Its scale comes from a known length. */
export function BackgroundFields({
  eventId,
  editor,
  stage,
}: {
  eventId: string;
  editor: Editor;
  stage: StageView;
}) {
  const { plan } = editor;
  const [isBusy, setBusy] = useState(false);
  const picture = plan.background;
  const bring = async (file: File) => {
    setBusy(true);
    try {
      const sent = await sendBackground(eventId, file);
      const scale = stage.view.w / Math.max(1, sent.width ?? 1) / 1.2;
      const [x, y] = [
        stage.view.x + stage.view.w / 2 - ((sent.width ?? 0) * scale) / 2,
        stage.view.y + stage.view.h / 2 - ((sent.height ?? 0) * scale) / 2,
      ];
      editor.act({ ...plan, background: { ...sent, x, y, scale, opacity: 0.5 } });
    } catch (error) {
      toast.error(messageOf(error));
    } finally {
      setBusy(false);
    }
  };
  // a seat takes 0.55 m, whatever the plan's units are
  const metre = editor.unit / 0.55;
  const change = (next: Partial<NonNullable<typeof picture>>) => {
    if (picture)
      editor.act(
        { ...plan, background: { ...picture, ...next } },
        `background-${Object.keys(next).join()}`,
      );
  };
  return (
    <section className="flex flex-col gap-3">
      <h3 className="text-sm font-medium">{t`Background image`}</h3>
      {picture && (
        <>
          <label className="flex flex-col gap-1 text-sm font-medium">
            {t`Opacity`}
            <input
              type="range"
              min={0}
              max={100}
              value={Math.round(picture.opacity * 100)}
              onChange={(event) => change({ opacity: Number(event.target.value) / 100 })}
              className="w-full accent-[var(--accent)]"
            />
          </label>
          <div className="grid grid-cols-2 gap-3">
            <NumberField
              label={t`From the left`}
              value={picture.x}
              onChange={(x) => change({ x })}
            />
            <NumberField
              label={t`From the top`}
              value={picture.y}
              onChange={(y) => change({ y })}
            />
            <NumberField
              label={t`Width in meters`}
              value={((picture.width ?? 0) * picture.scale) / metre}
              min={0.1}
              max={10_000}
              onChange={(metres) =>
                change({ scale: (metres * metre) / Math.max(1, picture.width ?? 1) })
              }
            />
          </div>
          <div className="flex flex-wrap items-center gap-2">
            <Button
              size="small"
              icon={<Ruler size={15} />}
              onPress={() => editor.setTool("measure")}
            >{t`Set the scale`}</Button>
            <IconButton
              label={t`Remove image`}
              icon={<Trash2 size={16} />}
              onPress={() => editor.act({ ...plan, background: null })}
            />
          </div>
        </>
      )}
      <FileTrigger
        acceptedFileTypes={["image/png", "image/jpeg", "image/webp"]}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) void bring(file);
        }}
      >
        <Button
          size="small"
          className="self-start"
          isPending={isBusy}
          icon={<ImagePlus size={15} />}
        >
          {picture ? t`Choose another image` : t`Choose image`}
        </Button>
      </FileTrigger>
    </section>
  );
}

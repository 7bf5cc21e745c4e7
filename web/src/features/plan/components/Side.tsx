import { t } from "@lingui/core/macro";
import { useState } from "react";
import { cx, Segments } from "@/ui";
import { Inspector } from "./Inspector";
import { ObjectList } from "./ObjectList";
import type { Editor } from "./useEditor";
import type { StageView } from "./useStageView";

interface Props {
  eventId: string;
  editor: Editor;
  stage: StageView;
  isOpen: boolean;
}

/** The side panel: properties of the selection, or the list of all objects. */
export function Side({ eventId, editor, stage, isOpen }: Props) {
  const [view, setView] = useState("details");
  const goTo = (key: string) => {
    const box = editor.objects.find((one) => one.key === key)?.box;
    const { x, y, w, h } = stage.view;
    if (box && (box[0] < x || box[1] < y || box[2] > x + w || box[3] > y + h))
      stage.show([box[0] - w / 4, box[1] - h / 4, box[2] + w / 4, box[3] + h / 4]);
  };
  return (
    <aside
      className={cx(
        "flex min-h-0 flex-col border-s border-line bg-surface max-md:border-s-0 max-md:border-t",
        !isOpen && "max-md:hidden",
      )}
      aria-label={t`Details`}
    >
      <div className="border-b border-line p-2">
        <Segments
          label={t`Show`}
          value={view}
          onChange={setView}
          options={[
            { id: "details", label: t`Details` },
            { id: "list", label: t`Show as list` },
          ]}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {view === "list" ? (
          <ObjectList editor={editor} onShow={goTo} />
        ) : (
          <Inspector eventId={eventId} editor={editor} stage={stage} />
        )}
      </div>
    </aside>
  );
}

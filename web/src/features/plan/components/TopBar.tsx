import { t } from "@lingui/core/macro";
import { ArrowLeft, ArrowRight, FileDown, History, Keyboard, Redo2, Undo2 } from "lucide-react";
import { directionOf } from "@/lib/i18n";
import { IconButton, LinkButton } from "@/ui";
import { SaveBadge } from "./SaveBadge";
import type { Autosave } from "./useAutosave";
import type { Editor } from "./useEditor";

interface Props {
  eventId: string;
  editor: Editor;
  autosave: Autosave;
  onAsk: () => void;
  onVersions: () => void;
  onFiles: () => void;
  onKeys: () => void;
}

export function TopBar({ eventId, editor, autosave, onAsk, onVersions, onFiles, onKeys }: Props) {
  const isRtl = directionOf(document.documentElement.lang) === "rtl";
  return (
    <header className="flex flex-wrap items-center gap-x-1.5 sm:gap-x-3 gap-y-1 border-b border-line bg-surface px-2 py-1.5 sm:px-3">
      <LinkButton
        tone="quiet"
        size="small"
        className="max-md:min-h-11 max-md:px-1"
        href={`/events/${eventId}/seating`}
        icon={isRtl ? <ArrowRight size={16} /> : <ArrowLeft size={16} />}
      >{t`Seating`}</LinkButton>
      <h1
        className="min-w-0 truncate max-md:flex-[1_1_3rem] font-display text-base font-medium"
        dir="auto"
      >
        {editor.plan.name || t`New plan`}
      </h1>
      <SaveBadge autosave={autosave} onAsk={onAsk} />
      <div className="ms-auto flex items-center gap-0.5">
        <IconButton
          label={t`Undo`}
          icon={<Undo2 size={18} />}
          className="max-md:hidden"
          isDisabled={!editor.canUndo}
          onPress={editor.undo}
        />
        <IconButton
          label={t`Redo`}
          icon={<Redo2 size={18} />}
          className="max-md:hidden"
          isDisabled={!editor.canRedo}
          onPress={editor.redo}
        />
        <IconButton label={t`Versions`} icon={<History size={18} />} onPress={onVersions} />
        <IconButton label={t`Plan files`} icon={<FileDown size={18} />} onPress={onFiles} />
        <IconButton
          label={t`Keys`}
          icon={<Keyboard size={18} />}
          className="max-md:hidden"
          onPress={onKeys}
        />
      </div>
    </header>
  );
}

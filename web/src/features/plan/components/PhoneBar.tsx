import { t } from "@lingui/core/macro";
import {
  Copy,
  Lasso,
  Plus,
  Redo2,
  RotateCcw,
  RotateCw,
  SlidersHorizontal,
  Trash2,
  Undo2,
  X,
} from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { bottomBar, cx, IconButton } from "@/ui";
import { duplicated } from "../model/additions";
import { copied } from "../model/clip";
import { removed, turned } from "../model/edit";
import { toolList } from "./Toolbar";
import type { Editor } from "./useEditor";
import { selectionWords } from "./words";

interface Props {
  editor: Editor;
  isOpen: boolean;
  onDetails: () => void;
}

/** The editor's bottom bar on phones: add objects, or act on the selection. */
export function PhoneBar({ editor, isOpen, onDetails }: Props) {
  const [isAdding, setAdding] = useState(false);
  const { selection, tool, setTool, isMultiSelect } = editor;
  const isChoosing = tool === "select" || tool === "seats";
  const drawn = toolList().find((one) => one.id === tool);
  return (
    <div
      {...bottomBar}
      className="border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      role="group"
      aria-label={t`Tools`}
    >
      {isAdding && (
        <div
          role="group"
          aria-label={t`What to add`}
          className="grid max-h-[45dvh] grid-cols-3 gap-1 overflow-y-auto border-b border-line p-2"
        >
          {toolList().map((one) => (
            <AriaButton
              key={one.id}
              onPress={() => {
                setTool(one.id);
                setAdding(false);
              }}
              className={cx(
                "flex min-h-16 cursor-pointer flex-col items-center justify-center gap-1 rounded-control px-1 text-center text-xs transition hover:bg-hover",
                one.id === tool && "bg-accent-soft text-accent-text",
              )}
            >
              {one.icon}
              {one.label}
            </AriaButton>
          ))}
        </div>
      )}
      {!isChoosing && drawn && !isAdding && (
        <div className="flex items-center gap-2 border-b border-line ps-3 pe-1 text-sm">
          <span className="flex min-h-11 min-w-0 flex-1 items-center gap-2">
            <span className="shrink-0 text-accent-text">{drawn.icon}</span>
            <span className="min-w-0">
              {tool === "polygon"
                ? t`${drawn.label}: tap at each corner.`
                : t`${drawn.label}: drag on the plan, or tap.`}
            </span>
          </span>
          <IconButton
            label={t`Stop drawing`}
            icon={<X size={18} />}
            onPress={() => setTool("select")}
          />
        </div>
      )}
      {isChoosing && selection.size > 0 && !isAdding && <Chosen editor={editor} />}
      <div className="grid grid-cols-5 gap-1 p-1">
        <BarButton
          icon={<Plus size={20} />}
          word={t`Add`}
          isPressed={isAdding}
          onPress={() => setAdding(!isAdding)}
        />
        <BarButton
          icon={<Lasso size={20} />}
          word={t`Lasso`}
          isPressed={isMultiSelect}
          onPress={() => {
            editor.toggleMultiSelect();
            if (!isChoosing) setTool("select");
          }}
        />
        <BarButton
          icon={<Undo2 size={20} className="rtl:-scale-x-100" />}
          word={t`Undo`}
          isOff={!editor.canUndo}
          onPress={editor.undo}
        />
        <BarButton
          icon={<Redo2 size={20} className="rtl:-scale-x-100" />}
          word={t`Redo`}
          isOff={!editor.canRedo}
          onPress={editor.redo}
        />
        <BarButton
          icon={<SlidersHorizontal size={20} />}
          word={t`Details`}
          isPressed={isOpen}
          onPress={onDetails}
        />
      </div>
    </div>
  );
}

function Chosen({ editor }: { editor: Editor }) {
  const { plan, lines, selection, unit } = editor;
  const canCopy = [...selection].some((key) => !key.startsWith("s:"));
  const copy = () => {
    const made = duplicated(plan, copied(plan, selection), unit, unit * 1.6);
    editor.act(made.plan, null, made.selection);
  };
  return (
    <div
      className="flex items-center border-b border-line ps-3 pe-1"
      role="group"
      aria-label={t`Actions for the selection`}
    >
      <span className="min-w-0 flex-1 truncate text-sm" dir="auto">
        {selectionWords(plan, lines, selection)}
      </span>
      <IconButton
        label={t`Turn back by 15°`}
        icon={<RotateCcw size={18} />}
        onPress={() => editor.act(turned(plan, selection, -15, unit), "turn")}
      />
      <IconButton
        label={t`Turn by 15°`}
        icon={<RotateCw size={18} />}
        onPress={() => editor.act(turned(plan, selection, 15, unit), "turn")}
      />
      {canCopy && <IconButton label={t`Duplicate`} icon={<Copy size={18} />} onPress={copy} />}
      <IconButton
        label={t`Delete`}
        icon={<Trash2 size={18} />}
        className="text-danger"
        onPress={() => editor.act(removed(plan, selection), null, new Set())}
      />
      <IconButton
        label={t`Deselect all`}
        icon={<X size={18} />}
        onPress={() => editor.select([])}
      />
    </div>
  );
}

function BarButton({
  icon,
  word,
  isPressed,
  isOff = false,
  onPress,
}: {
  icon: ReactNode;
  word: string;
  isPressed?: boolean;
  isOff?: boolean;
  onPress: () => void;
}) {
  return (
    <AriaButton
      onPress={onPress}
      isDisabled={isOff}
      {...(isPressed === undefined ? {} : { "aria-pressed": isPressed })}
      className={cx(
        "flex min-h-12 min-w-0 cursor-pointer flex-col items-center justify-center rounded-control text-xs text-quiet transition data-disabled:opacity-50",
        isPressed && "bg-accent-soft text-accent-text",
      )}
    >
      {icon}
      <span className="max-w-full truncate">{word}</span>
    </AriaButton>
  );
}

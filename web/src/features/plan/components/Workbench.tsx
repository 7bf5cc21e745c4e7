import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { timeOf } from "@/lib/dates";
import { listOf } from "@/lib/numbers";
import { cx } from "@/ui";
import { dropDraft, findDraft, type Draft } from "../drafts";
import type { PlanDocument } from "../model/document";
import { loadPlan } from "../queries";
import { FilesDialog } from "./FilesDialog";
import { PhoneBar } from "./PhoneBar";
import { DraftDialog, LosingDialog, StaleDialog } from "./SaveDialogs";
import { ScaleDialog, type Measured } from "./ScaleDialog";
import { ShortcutSheet } from "./ShortcutSheet";
import { Side } from "./Side";
import { Stage } from "./Stage";
import { Toolbar } from "./Toolbar";
import { TopBar } from "./TopBar";
import { VersionsPanel } from "./VersionsPanel";
import { useAutosave } from "./useAutosave";
import { useEditor, type Editor } from "./useEditor";
import { useKeys } from "./useKeys";
import { useStageView } from "./useStageView";
import { nameOf, selectionWords } from "./words";

type Open = "versions" | "files" | "keys" | "losing" | "stale" | null;

/** The plan editor: toolbar, canvas and side panel. */
export function Workbench({ eventId, loaded }: { eventId: string; loaded: PlanDocument }) {
  const editor = useEditor(loaded);
  const stage = useStageView(editor.whole);
  const duplicateLabelsMessage = useCallback(
    (names: string[]) =>
      t`Two seats can't have the same label: ${listOf(names.slice(0, 3))}. Change one of them.`,
    [],
  );
  const autosave = useAutosave(eventId, editor, duplicateLabelsMessage);
  const [open, setOpen] = useState<Open>(null);
  // On phones the side panel starts closed, so that the canvas has all the space.
  const [isOpen, setDetails] = useState(false);
  const [measured, setMeasured] = useState<Measured | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const announcer = useRef<HTMLParagraphElement>(null);
  const { state } = autosave;
  const announce = (key: string) => {
    if (announcer.current) announcer.current.textContent = nameOf(editor.plan, editor.lines, key);
  };
  const onKeyDown = useKeys(editor, stage, { help: () => setOpen("keys"), announce });

  const version = loaded.version;
  useEffect(() => {
    void findDraft(eventId).then((found) => {
      if (found) setDraft(found);
    });
  }, [eventId, version]);
  // open the dialog once when a save is refused
  const pendingRefusal = state.kind === "losing" || state.kind === "stale" ? state : null;
  const [shownRefusal, setShownRefusal] = useState<object | null>(null);
  if (pendingRefusal && pendingRefusal !== shownRefusal) {
    setShownRefusal(pendingRefusal);
    setOpen(pendingRefusal.kind);
  }

  const reload = async () => {
    const fresh = await loadPlan(eventId);
    editor.load(fresh);
    autosave.settleWith(fresh);
    stage.fit();
  };
  const losing = state.kind === "losing" ? state : null;
  // also outside the canvas: in text fields the browser undoes typing, elsewhere we undo steps
  const onAnyKey = (event: KeyboardEvent) => {
    const isText =
      event.target instanceof HTMLInputElement &&
      event.target.type !== "checkbox" &&
      event.target.type !== "range";
    if (event.defaultPrevented || isText || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) editor.redo();
    else editor.undo();
  };
  return (
    <div
      className="grid h-[calc(100dvh-2.9rem)] grid-rows-[auto_minmax(0,1fr)_auto] bg-page md:h-dvh max-md:[&_button]:min-h-11 max-md:[&_button]:min-w-11"
      onKeyDown={onAnyKey}
    >
      <TopBar
        eventId={eventId}
        editor={editor}
        autosave={autosave}
        onAsk={() => setOpen(state.kind === "stale" ? "stale" : "losing")}
        onVersions={() => setOpen("versions")}
        onFiles={() => setOpen("files")}
        onKeys={() => setOpen("keys")}
      />
      <div
        className={cx(
          "grid min-h-0 md:grid-cols-[auto_minmax(0,1fr)_20rem] md:grid-rows-1",
          isOpen ? "grid-rows-[minmax(10rem,45%)_minmax(0,1fr)]" : "grid-rows-1",
        )}
      >
        <div className="hidden min-h-0 md:grid">
          <Toolbar editor={editor} />
        </div>
        <div className="relative min-h-0 min-w-0">
          <Stage
            editor={editor}
            stage={stage}
            onKeyDown={onKeyDown}
            onMeasure={(from, to) => setMeasured({ from, to })}
          />
          <Chosen editor={editor} />
        </div>
        <Side eventId={eventId} editor={editor} stage={stage} isOpen={isOpen} />
      </div>
      <PhoneBar editor={editor} isOpen={isOpen} onDetails={() => setDetails(!isOpen)} />
      <p ref={announcer} className="sr-only" aria-live="polite" />
      <ShortcutSheet isOpen={open === "keys"} onClose={() => setOpen(null)} />
      <VersionsPanel
        eventId={eventId}
        isOpen={open === "versions"}
        onClose={() => setOpen(null)}
        onRestored={async () => {
          await reload();
          setOpen(null);
        }}
      />
      <FilesDialog
        eventId={eventId}
        isOpen={open === "files"}
        onClose={() => setOpen(null)}
        onImported={reload}
      />
      <LosingDialog
        losing={losing?.losing ?? []}
        total={losing?.total ?? 0}
        isOpen={open === "losing" && losing !== null}
        onClose={() => setOpen(null)}
        onConfirm={() => {
          setOpen(null);
          void autosave.save({ confirmLosing: true });
        }}
        onUndo={() => {
          setOpen(null);
          editor.undo();
        }}
      />
      <StaleDialog
        isOpen={open === "stale" && state.kind === "stale"}
        onClose={() => setOpen(null)}
        onTheirs={() => {
          setOpen(null);
          void reload();
        }}
        onMine={() => {
          setOpen(null);
          void loadPlan(eventId).then((fresh) => autosave.save({ over: fresh.version }));
        }}
      />
      <ScaleDialog editor={editor} measured={measured} onClose={() => setMeasured(null)} />
      <DraftDialog
        at={draft ? timeOf(draft.at) : null}
        onDrop={() => {
          setDraft(null);
          void dropDraft(eventId);
        }}
        onTake={() => {
          if (draft) editor.act({ ...draft.plan, version: editor.plan.version });
          setDraft(null);
        }}
      />
    </div>
  );
}

/** What is selected. It stands at the physical left in every language: the canvas isn't mirrored, and its zoom buttons are at the right. */
function Chosen({ editor }: { editor: Editor }) {
  return (
    <p
      dir="auto"
      className="pointer-events-none absolute bottom-1.5 left-3 max-w-[60%] truncate px-2 py-1 text-xs text-quiet max-md:hidden"
    >
      {selectionWords(editor.plan, editor.lines, editor.selection)}
    </p>
  );
}

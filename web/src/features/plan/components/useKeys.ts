import { useRef, type KeyboardEvent } from "react";
import { duplicated } from "../model/additions";
import { copied } from "../model/clip";
import { moved, removed, turned } from "../model/edit";
import { drawWithTool } from "./drawing";
import type { Editor, Tool } from "./useEditor";
import type { StageView } from "./useStageView";

export const toolKeys: Record<string, Tool> = {
  v: "select",
  s: "seats",
  w: "row",
  b: "block",
  t: "round",
  l: "long",
  h: "head",
  g: "stage",
  a: "area",
  p: "polygon",
  x: "text",
};

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

interface Actions {
  help: () => void;
  announce: (key: string) => void;
}

/** Keyboard control of the whole editor: moving between objects, moving, rotating, copying, drawing and undo. */
export function useKeys(editor: Editor, stage: StageView, { help, announce }: Actions) {
  const mayLeave = useRef(false);
  const { plan, selection, unit, objects, tool } = editor;

  const step = (back: boolean): boolean => {
    const keys =
      tool === "seats"
        ? objects.flatMap((one) => one.seats.map((seat) => `s:${seat.guid}`))
        : objects.map((one) => one.key);
    const [current] = selection;
    const at = current ? keys.indexOf(current) : -1;
    const next = keys[current && at >= 0 ? at + (back ? -1 : 1) : back ? keys.length - 1 : 0];
    if (!next || (current && at >= 0 && (back ? at === 0 : at === keys.length - 1))) return false;
    editor.select([next]);
    announce(next);
    return true;
  };
  const copy = () => {
    const clip = copied(plan, selection);
    if (clip.seats.length + clip.areas.length + clip.tables.length > 0) editor.keepClip(clip);
  };
  const paste = (clip = editor.clip) => {
    if (!clip) return;
    const made = duplicated(plan, clip, unit, unit * 1.6);
    editor.act(made.plan, null, made.selection);
  };
  const draw = () => {
    const { x, y, w, h } = stage.view;
    const middle = { x: x + w / 2, y: y + h / 2 };
    const made = drawWithTool(editor, middle, middle);
    if (!made) return;
    editor.act(made.plan, null, made.selection);
    editor.setTool("select");
    const [key] = made.selection;
    if (key) announce(key);
  };
  const withControl = (event: KeyboardEvent): boolean => {
    switch (event.key.toLowerCase()) {
      case "z":
        if (event.shiftKey) editor.redo();
        else editor.undo();
        return true;
      case "y":
        editor.redo();
        return true;
      case "a":
        editor.select(objects.map((one) => one.key));
        return true;
      case "c":
        copy();
        return true;
      case "x":
        copy();
        editor.act(removed(plan, selection), null, new Set());
        return true;
      case "v":
        paste();
        return true;
      case "d":
        paste(copied(plan, selection));
        return true;
      default:
        return false;
    }
  };
  const plain = (event: KeyboardEvent): boolean => {
    const arrow = arrows[event.key];
    if (arrow) {
      const by = event.shiftKey ? unit * 2 : event.altKey ? unit / 50 : unit / 5;
      if (selection.size > 0)
        editor.act(moved(plan, selection, arrow[0] * by, arrow[1] * by), "nudge");
      else
        stage.panTo({
          ...stage.view,
          x: stage.view.x + arrow[0] * stage.view.w * 0.1,
          y: stage.view.y + arrow[1] * stage.view.h * 0.1,
        });
      return true;
    }
    const wanted =
      event.key.length === 1 && !event.shiftKey ? toolKeys[event.key.toLowerCase()] : undefined;
    if (wanted) {
      editor.setTool(wanted);
      return true;
    }
    switch (event.key) {
      case "Delete":
      case "Backspace":
        if (selection.size > 0) editor.act(removed(plan, selection), null, new Set());
        return true;
      case "r":
      case "R":
        if (selection.size > 0)
          editor.act(turned(plan, selection, event.shiftKey ? -15 : 15, unit), "turn");
        return true;
      case "Enter":
        draw();
        return true;
      case "+":
      case "=":
        stage.zoomAt(0.7);
        return true;
      case "-":
        stage.zoomAt(1.4);
        return true;
      case "0":
        stage.fit();
        return true;
      case "?":
        help();
        return true;
      default:
        return false;
    }
  };

  return (event: KeyboardEvent) => {
    if (event.key === "Tab") {
      if (mayLeave.current || (tool !== "select" && tool !== "seats")) {
        mayLeave.current = false;
        return;
      }
      if (step(event.shiftKey)) event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      // the next Tab leaves the canvas
      mayLeave.current = true;
      editor.select([]);
      if (tool !== "select") editor.setTool("select");
      return;
    }
    mayLeave.current = false;
    if (event.ctrlKey || event.metaKey ? withControl(event) : plain(event)) event.preventDefault();
  };
}

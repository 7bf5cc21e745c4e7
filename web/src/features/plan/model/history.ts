/** Undo history. It is bounded to limit memory. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  tag: string | null;
}

const maxSteps = 200;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], tag: null };
}

/** Adds a step. Consecutive steps with the same tag (nudges, typing in one field) are undone together. */
export function push<T>(history: History<T>, present: T, tag: string | null = null): History<T> {
  if (present === history.present) return history;
  const isContinuing = tag !== null && tag === history.tag;
  return {
    past: isContinuing ? history.past : [...history.past, history.present].slice(-maxSteps),
    present,
    future: [],
    tag,
  };
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: before,
    future: [history.present, ...history.future],
    tag: null,
  };
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, tag: null };
}

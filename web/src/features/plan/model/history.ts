/** Steps one can take back; bounded, so that a day of drawing doesn't fill the memory. */
export interface History<T> {
  past: readonly T[];
  present: T;
  future: readonly T[];
  tag: string | null;
}

const most = 200;

export function begin<T>(present: T): History<T> {
  return { past: [], present, future: [], tag: null };
}

/** A further step. Steps in a row with the same tag (nudges, typing in one field) are taken back as one. */
export function push<T>(history: History<T>, present: T, tag: string | null = null): History<T> {
  if (present === history.present) return history;
  const goesOn = tag !== null && tag === history.tag;
  return {
    past: goesOn ? history.past : [...history.past, history.present].slice(-most),
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

/** The forms on the page whose input isn't saved yet. */
const unsaved = new Set<object>();

export function markUnsaved(form: object, isUnsaved: boolean): void {
  if (isUnsaved) unsaved.add(form);
  else unsaved.delete(form);
}

export const hasUnsaved = (): boolean => unsaved.size > 0;

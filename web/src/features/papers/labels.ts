import type { PaperRequest } from "@/api";

export type LabelSheetId = NonNullable<PaperRequest["label_sheet"]>;

interface Sheet {
  columns: number;
  rows: number;
  /** Width and height of a label, as it is written on the pack. */
  size: string;
  /** Of a label: its width by its height. */
  aspect: number;
}

/** The sheets of labels that the server prints on. */
export const labelSheets: Record<LabelSheetId, Sheet> = {
  l7159: { columns: 3, rows: 8, size: "63.5 × 33.9 mm", aspect: 63.5 / 33.9 },
  l7160: { columns: 3, rows: 7, size: "63.5 × 38.1 mm", aspect: 63.5 / 38.1 },
  l7162: { columns: 2, rows: 8, size: "99.1 × 33.9 mm", aspect: 99.1 / 33.9 },
  l7163: { columns: 2, rows: 7, size: "99.1 × 38.1 mm", aspect: 99.1 / 38.1 },
  "5160": { columns: 3, rows: 10, size: "2⅝ × 1 in", aspect: 2.625 },
  "5161": { columns: 2, rows: 10, size: "4 × 1 in", aspect: 4 },
  "5163": { columns: 2, rows: 5, size: "4 × 2 in", aspect: 2 },
};
export const labelSheetIds: readonly LabelSheetId[] = [
  ...(["l7160", "l7163", "l7159", "l7162", "5160", "5161", "5163"] as const),
];

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import {
  client,
  ok,
  upload,
  useWrite,
  type ImportFigures,
  type ImportProblem,
  type ImportReport,
  type ImportStarted,
} from "@/api";
import { refresh } from "./queries";

/** How a file is read; null and empty: found out by the server. */
export interface ImportChoices {
  encoding: string | null;
  delimiter: string | null;
  sheet: string | null;
  header: boolean | null;
  /** The line that names the columns. */
  headerRow: number | null;
  country: string | null;
  onDuplicate: "skip" | "update";
  onBadValue: "leave_out" | "skip_row";
  /** Rows whose person is the guest who has the same e-mail address. */
  samePerson: number[];
  /** Whether phone numbers that a spreadsheet has damaged are imported as guessed. */
  takesGuesses: boolean;
  /** Cells that were corrected in the preview. */
  fixes: CellFix[];
  /** Details in which an existing guest stays as they are. */
  kept: KeptDetail[];
}

export interface CellFix {
  row: number;
  column: string;
  value: string;
}

export interface KeptDetail {
  row: number;
  field: string;
}

export const noChoices: ImportChoices = {
  encoding: null,
  delimiter: null,
  sheet: null,
  header: null,
  headerRow: null,
  country: null,
  onDuplicate: "update",
  onBadValue: "leave_out",
  samePerson: [],
  takesGuesses: false,
  fixes: [],
  kept: [],
};

/** The country that local phone numbers may be from: the event's, or else the browser's. */
export function proposedCountry(report: ImportReport): string | null {
  if (report.proposed_country) return report.proposed_country;
  const regions = navigator.languages.map((one) => new Intl.Locale(one).region);
  return regions.find((region) => region?.length === 2) ?? null;
}

export interface ImportJob {
  file: File;
  mapping?: Record<string, string> | undefined;
  choices: ImportChoices;
  isDryRun: boolean;
}

/** Small imports finish at once; large ones are continued by a task. */
export const isReport = (answer: ImportReport | ImportStarted): answer is ImportReport =>
  "rows" in answer;

const problem = z.object({
  row: z.number(),
  column: z.string().nullable(),
  reason: z.string(),
  value: z.string().nullable(),
  name: z.string().nullable(),
  code: z.string().default(""),
  values: z.record(z.string(), z.unknown()).default({}),
});

/** Cells that a guest would be imported without, unless somebody corrects them. */
const mendable = new Set([
  "row.email",
  "row.phone",
  "row.phone-country",
  "row.phone-guess",
  "row.phone-rounded",
]);
export const isMendable = (one: ImportProblem) => mendable.has(one.code ?? "");

const outcome = z.object({
  row: z.number(),
  name: z.string(),
  outcome: z.enum(["new", "known", "changed", "same"]),
  guest_id: z.string().nullable(),
  changes: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** Result of an import task. */
export const importResult: z.ZodType<ImportFigures> = z.object({
  import_id: z.string(),
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  updated_added: z.number().default(0),
  duplicates: z.number(),
  same: z.number().default(0),
  repeated: z.number().default(0),
  parties: z.number(),
  errors: z.array(problem),
  errors_total: z.number(),
  warnings: z.array(problem),
  warnings_total: z.number(),
  shared_addresses: z.array(
    z.object({
      row: z.number(),
      name: z.string(),
      email: z.string(),
      guest_id: z.string(),
      guest_name: z.string(),
      is_listed_here: z.boolean(),
      is_same_person: z.boolean(),
    }),
  ),
  mapping: z.record(z.string(), z.string()),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  header: z.boolean(),
  header_row: z.number().nullable().default(null),
  guesses: z.number().default(0),
  is_remembered: z.boolean().default(false),
  outcomes: z.array(outcome).default([]),
  country: z.string().nullable(),
  needs_country: z.boolean(),
  proposed_country: z.string().nullable().default(null),
});

/** Reads an event's guests anew, after a task has changed them. */
export function useRefreshGuests(eventId: string): () => void {
  const cache = useQueryClient();
  return () => void refresh(cache, eventId);
}

/** Result of undoing an import. */
export const undoResult = z.object({ attendees: z.number(), kept: z.number() });
export type ImportUndone = z.infer<typeof undoResult>;

export function useUndoImport(eventId: string) {
  return useWrite(
    (importId: string) =>
      ok(
        client.POST("/api/imports/{import_id}/undo", {
          params: { path: { import_id: importId } },
        }),
      ),
    (cache) => refresh(cache, eventId),
  );
}

const listed = (values: unknown[]) => (values.length ? JSON.stringify(values) : null);

export function useImport(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ file, mapping, choices, isDryRun }: ImportJob) => {
      const form = new FormData();
      const fields = {
        mapping: mapping && JSON.stringify(mapping),
        on_duplicate: choices.onDuplicate,
        on_bad_value: choices.onBadValue,
        encoding: choices.encoding,
        delimiter: choices.delimiter,
        sheet: choices.sheet,
        header: choices.header === null ? null : String(choices.header),
        header_row: choices.headerRow === null ? null : String(choices.headerRow),
        country: choices.country,
        same_person: listed(choices.samePerson),
        takes_guesses: choices.takesGuesses ? "true" : null,
        fixes: listed(choices.fixes),
        kept: listed(choices.kept),
      };
      form.set("file", file);
      for (const [name, value] of Object.entries(fields)) if (value) form.set(name, value);
      return upload<ImportReport | ImportStarted>(
        `/api/events/${eventId}/guests/import${isDryRun ? "?dry_run=true" : ""}`,
        form,
      );
    },
    onSuccess: (_, job) => {
      if (!job.isDryRun) void refresh(cache, eventId);
    },
  });
}

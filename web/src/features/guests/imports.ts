import { useMutation, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { upload, type ImportFigures, type ImportReport, type ImportStarted } from "@/api";
import { refresh } from "./queries";

export interface ImportJob {
  file: File;
  mapping?: Record<string, string>;
  onDuplicate: "skip" | "update";
  isDryRun: boolean;
}

/** Small imports finish at once; large ones are continued by a task. */
export const isReport = (answer: ImportReport | ImportStarted): answer is ImportReport =>
  "rows" in answer;

/** Result of an import task. */
export const importResult: z.ZodType<ImportFigures> = z.object({
  import_id: z.string(),
  rows: z.number(),
  created: z.number(),
  updated: z.number(),
  duplicates: z.number(),
  parties: z.number(),
  errors: z.array(
    z.object({
      row: z.number(),
      column: z.string().nullable(),
      reason: z.string(),
      value: z.string().nullable(),
    }),
  ),
  errors_total: z.number(),
  mapping: z.record(z.string(), z.string()),
});

export function useImport(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ file, mapping, onDuplicate, isDryRun }: ImportJob) => {
      const form = new FormData();
      form.set("file", file);
      if (mapping) form.set("mapping", JSON.stringify(mapping));
      form.set("on_duplicate", onDuplicate);
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

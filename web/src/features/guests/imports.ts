import { useMutation, useQueryClient } from "@tanstack/react-query";
import { upload, type ImportReport } from "@/api";
import { refresh } from "./queries";

export interface ImportJob {
  file: File;
  mapping?: Record<string, string>;
  onDuplicate: "skip" | "update";
  isDryRun: boolean;
}

export function useImport(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ file, mapping, onDuplicate, isDryRun }: ImportJob) => {
      const form = new FormData();
      form.set("file", file);
      if (mapping) form.set("mapping", JSON.stringify(mapping));
      form.set("on_duplicate", onDuplicate);
      return upload<ImportReport>(
        `/api/events/${eventId}/guests/import${isDryRun ? "?dry_run=true" : ""}`,
        form,
      );
    },
    onSuccess: (_, job) => {
      if (!job.isDryRun) void refresh(cache, eventId);
    },
  });
}

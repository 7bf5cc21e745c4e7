import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, client, ok, upload, type FileRow, type PlanSaved } from "@/api";
import { readDocument, type Background, type PlanDocument } from "./model/document";

export const planKeys = {
  document: (eventId: string) => ["plan", eventId, "document"] as const,
  versions: (eventId: string) => ["plan", eventId, "versions"] as const,
};

const path = (eventId: string, rest = "") => `/api/events/${eventId}/seating-plan${rest}`;

export async function loadPlan(eventId: string): Promise<PlanDocument> {
  return readDocument(
    await ok(
      client.GET("/api/events/{event_id}/seating-plan", {
        params: { path: { event_id: eventId } },
      }),
    ),
  );
}

export function usePlan(eventId: string) {
  return useQuery({
    queryKey: planKeys.document(eventId),
    queryFn: () => loadPlan(eventId),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Saves the whole plan. If people would lose their seats, it is refused with a problem that has `losing`. */
export async function savePlan(
  eventId: string,
  plan: PlanDocument,
  confirmLosing = false,
): Promise<PlanSaved> {
  const saved = await ok(
    client.PUT("/api/events/{event_id}/seating-plan", {
      params: {
        path: { event_id: eventId },
        query: confirmLosing ? { confirm_losing: true } : {},
        header: { prefer: "return=minimal" },
      },
      body: { ...plan, name: plan.name || "Plan" },
    }),
  );
  if (!("losing" in saved)) throw new Error("A saved plan without what it changed");
  return saved;
}

export function useVersions(eventId: string, isOpen: boolean) {
  return useQuery({
    queryKey: planKeys.versions(eventId),
    queryFn: async () =>
      (
        await ok(
          client.GET("/api/events/{event_id}/seating-plan/versions", {
            params: { path: { event_id: eventId } },
          }),
        )
      ).items,
    enabled: isOpen,
    staleTime: 0,
  });
}

export function useRestore(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ version, confirm }: { version: number; confirm: boolean }) =>
      ok(
        client.POST("/api/events/{event_id}/seating-plan/versions/{version}/restore", {
          params: { path: { event_id: eventId, version }, query: { confirm_losing: confirm } },
        }),
      ),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: planKeys.versions(eventId) });
    },
  });
}

/** Replaces the plan with an imported file. The file extension decides between table and JSON. */
export async function importPlan(
  eventId: string,
  file: File,
  confirmLosing: boolean,
): Promise<PlanSaved> {
  const isTable = /\.(csv|tsv|txt|xlsx)$/i.test(file.name);
  const type = isTable
    ? /xlsx$/i.test(file.name)
      ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      : "text/csv"
    : "application/json";
  const body = isTable ? file : withoutVersion(await file.text());
  return (await (
    await call(path(eventId, confirmLosing ? "?confirm_losing=true" : ""), {
      method: "PUT",
      headers: { prefer: "return=minimal", "content-type": type },
      body,
    })
  ).json()) as PlanSaved;
}

/** An exported plan contains the version and background of its origin, which mean nothing here. */
function withoutVersion(text: string): string {
  try {
    const plan = JSON.parse(text) as Record<string, unknown>;
    if (plan && typeof plan === "object" && plan.format === "convite-plan/1")
      return JSON.stringify({ ...plan, version: null });
  } catch {
    // not JSON: the server reports where it is invalid
  }
  return text;
}

export async function exportPlan(
  eventId: string,
  format: "convite" | "pretix" | "csv",
): Promise<void> {
  const answer = await call(path(eventId, `?format=${format}`));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await answer.blob());
  link.download =
    format === "csv"
      ? "seats.csv"
      : format === "pretix"
        ? "seating-plan.pretix.json"
        : "seating-plan.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

export async function sendBackground(
  eventId: string,
  file: File,
): Promise<Pick<Background, "file_id" | "width" | "height">> {
  const form = new FormData();
  form.set("purpose", "plan_background");
  form.set("event_id", eventId);
  form.set("file", file);
  const picture = await upload<FileRow>("/api/files", form);
  return { file_id: picture.id, width: picture.width, height: picture.height };
}

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, upload } from "@/api";
import { readDocument, type Background, type PlanDocument } from "./model/document";

export const planKeys = {
  document: (eventId: string) => ["plan", eventId, "document"] as const,
  versions: (eventId: string) => ["plan", eventId, "versions"] as const,
};

const path = (eventId: string, rest = "") => `/api/events/${eventId}/seating-plan${rest}`;
const json = { "content-type": "application/json", prefer: "return=minimal" };

export interface Losing {
  seat_id: string;
  seat_number: string;
  attendee_id: string | null;
  name: string;
  reason: "removed" | "blocked" | "held";
}
export interface Saved {
  version: number;
  added: number;
  changed: number;
  removed: number;
  seats: number;
  losing: Losing[];
  losing_total: number;
  renamed: { seat_number: string; was: string; name: string | null }[];
}
export interface PlanVersion {
  version: number;
  name: string;
  seats: number;
  cause: "saved" | "imported" | "restored" | "before";
  author: string | null;
  started_at: string;
  saved_at: string;
  is_current: boolean;
}

export async function loadPlan(eventId: string): Promise<PlanDocument> {
  return readDocument(
    (await (await call(path(eventId))).json()) as Parameters<typeof readDocument>[0],
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

/** Saves the whole plan. A refusal that names people who would lose their seats is a problem with `losing`. */
export async function savePlan(
  eventId: string,
  plan: PlanDocument,
  confirmLosing = false,
): Promise<Saved> {
  const answer = await call(path(eventId, confirmLosing ? "?confirm_losing=true" : ""), {
    method: "PUT",
    headers: json,
    body: JSON.stringify({ ...plan, name: plan.name || "Plan" }),
  });
  return (await answer.json()) as Saved;
}

export function useVersions(eventId: string, isOpen: boolean) {
  return useQuery({
    queryKey: planKeys.versions(eventId),
    queryFn: async () =>
      ((await (await call(path(eventId, "/versions"))).json()) as { items: PlanVersion[] }).items,
    enabled: isOpen,
    staleTime: 0,
  });
}

export function useRestore(eventId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ version, confirm }: { version: number; confirm: boolean }) =>
      (await (
        await call(path(eventId, `/versions/${version}/restore?confirm_losing=${confirm}`), {
          method: "POST",
        })
      ).json()) as Saved,
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: planKeys.versions(eventId) });
    },
  });
}

/** A file of this or another program in place of the plan; by its ending it is a table or JSON. */
export async function importPlan(
  eventId: string,
  file: File,
  confirmLosing: boolean,
): Promise<Saved> {
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
      headers: { ...json, "content-type": type },
      body,
    })
  ).json()) as Saved;
}

/** An exported plan carries the version and picture of where it came from; here they mean nothing. */
function withoutVersion(text: string): string {
  try {
    const plan = JSON.parse(text) as Record<string, unknown>;
    if (plan && typeof plan === "object" && plan.format === "convite-plan/1")
      return JSON.stringify({ ...plan, version: null });
  } catch {
    // the server says where it breaks
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

interface Picture {
  id: string;
  width: number;
  height: number;
}

export async function sendBackground(
  eventId: string,
  file: File,
): Promise<Pick<Background, "file_id" | "width" | "height">> {
  const form = new FormData();
  form.set("purpose", "plan_background");
  form.set("event_id", eventId);
  form.set("file", file);
  const picture = await upload<Picture>("/api/files", form);
  return { file_id: picture.id, width: picture.width, height: picture.height };
}

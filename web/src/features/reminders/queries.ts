import { useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  useWrite,
  type Reminder,
  type ReminderChange,
  type ReminderInput,
  type ReminderWords,
} from "@/api";

export const reminderKeys = {
  list: (eventId: string) => ["reminders", eventId] as const,
  preview: (eventId: string, words: ReminderWords) =>
    ["reminders", eventId, "preview", words] as const,
};

const isOpen = (one: Reminder) =>
  one.status === "sending" ||
  (one.status === "scheduled" &&
    one.due_at !== null &&
    Date.parse(one.due_at) < Date.now() + 60_000);

/** The event's reminders, polled while one is being sent. */
export function useReminders(eventId: string) {
  return useQuery({
    queryKey: reminderKeys.list(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/reminders", { params: { path: { event_id: eventId } } }),
      ),
    select: (page) => page.items,
    refetchInterval: (query) => (query.state.data?.items.some(isOpen) ? 3000 : false),
  });
}

/** Renders the message for a real guest without sending it. */
export function usePreview(eventId: string, words: ReminderWords) {
  return useQuery({
    queryKey: reminderKeys.preview(eventId, words),
    queryFn: () =>
      ok(
        client.POST("/api/events/{event_id}/reminders/preview", {
          params: { path: { event_id: eventId } },
          body: words,
        }),
      ),
    retry: false,
  });
}

export function useSaveReminder(eventId: string) {
  return useWrite(
    (reminder: ReminderInput | (ReminderChange & { id: string })) => {
      if (!("id" in reminder))
        return ok(
          client.POST("/api/events/{event_id}/reminders", {
            params: { path: { event_id: eventId } },
            body: reminder,
          }),
        );
      const { id, ...body } = reminder;
      return ok(
        client.PATCH("/api/events/{event_id}/reminders/{reminder_id}", {
          params: { path: { event_id: eventId, reminder_id: id } },
          body,
        }),
      );
    },
    (cache) => cache.invalidateQueries({ queryKey: reminderKeys.list(eventId) }),
  );
}

export function useDeleteReminder(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/reminders/{reminder_id}", {
          params: { path: { event_id: eventId, reminder_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: reminderKeys.list(eventId) }),
  );
}

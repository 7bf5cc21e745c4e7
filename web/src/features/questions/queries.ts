import { useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  useWrite,
  type NewQuestion,
  type Page,
  type Question,
  type QuestionInput,
} from "@/api";

export const questionKeys = { list: (eventId: string) => ["questions", eventId] as const };

export function useQuestions(eventId: string) {
  return useQuery({
    queryKey: questionKeys.list(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/questions", { params: { path: { event_id: eventId } } }),
      ),
    select: (page: Page<Question>) =>
      [...page.items].filter((one) => one.scope === "rsvp").sort((a, b) => a.position - b.position),
  });
}

export function useSaveQuestion(eventId: string) {
  return useWrite(
    (question: NewQuestion | (QuestionInput & { id: string })) => {
      if (!("id" in question))
        return ok(
          client.POST("/api/events/{event_id}/questions", {
            params: { path: { event_id: eventId } },
            body: { scope: "rsvp", ...question },
          }),
        );
      const { id, ...body } = question;
      return ok(
        client.PATCH("/api/events/{event_id}/questions/{question_id}", {
          params: { path: { event_id: eventId, question_id: id } },
          body,
        }),
      );
    },
    (cache) => cache.invalidateQueries({ queryKey: questionKeys.list(eventId) }),
  );
}

export function useDeleteQuestion(eventId: string) {
  return useWrite(
    (id: string) =>
      ok(
        client.DELETE("/api/events/{event_id}/questions/{question_id}", {
          params: { path: { event_id: eventId, question_id: id } },
        }),
      ),
    (cache) => cache.invalidateQueries({ queryKey: questionKeys.list(eventId) }),
  );
}

import { useMutation, useQuery } from "@tanstack/react-query";
import {
  client,
  ok,
  upload,
  useWrite,
  type Attachment,
  type NewQuestion,
  type Page,
  type Question,
  type QuestionInput,
} from "@/api";

export const questionKeys = { list: (eventId: string) => ["questions", eventId] as const };

/** All questions of the event, to guests and to plus-ones, in order. */
export function useQuestions(eventId: string) {
  return useQuery({
    queryKey: questionKeys.list(eventId),
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/questions", { params: { path: { event_id: eventId } } }),
      ),
    select: (page: Page<Question>) => [...page.items].sort((a, b) => a.position - b.position),
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

/** Stores an order of questions: the new place of each that moved. */
export function useOrderQuestions(eventId: string) {
  return useWrite(
    async (questions: Question[]) => {
      for (const [position, question] of questions.entries())
        if (question.position !== position)
          await ok(
            client.PATCH("/api/events/{event_id}/questions/{question_id}", {
              params: { path: { event_id: eventId, question_id: question.id } },
              body: { position },
            }),
          );
    },
    (cache) => cache.invalidateQueries({ queryKey: questionKeys.list(eventId) }),
  );
}

/** How many of those who are coming have answered each question, by its id. */
export function useAnswerCounts(eventId: string, isWanted: boolean) {
  return useQuery({
    queryKey: ["stats", eventId, "breakdown"],
    queryFn: () =>
      ok(
        client.GET("/api/events/{event_id}/stats/breakdown", {
          params: { path: { event_id: eventId } },
        }),
      ),
    select: ({ questions }) => new Map(questions.map((one) => [one.question_id, one.answered])),
    enabled: isWanted,
  });
}

/** Stores a file for a guest; it counts when an answer refers to it. */
export function useAttachFile() {
  return useMutation({
    mutationFn: ({ attendeeId, file }: { attendeeId: string; file: File }) => {
      const form = new FormData();
      form.set("file", file);
      return upload<Attachment>(`/api/attendees/${attendeeId}/files`, form);
    },
  });
}

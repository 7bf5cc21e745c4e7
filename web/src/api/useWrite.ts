import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";

/** A write, after which `refresh` rereads what it changed. It runs after a failure too, because the server may have changed something. */
export function useWrite<Body, Answer>(
  write: (body: Body) => Promise<Answer>,
  refresh: (cache: QueryClient) => Promise<unknown>,
) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: write, onSettled: () => void refresh(cache) });
}

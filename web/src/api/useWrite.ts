import { useMutation, useQueryClient, type QueryClient } from "@tanstack/react-query";

/** A mutation that calls `refresh` afterwards to refetch what it changed. It also refetches on failure, because the server may have changed something. */
export function useWrite<Body, Answer>(
  write: (body: Body) => Promise<Answer>,
  refresh: (cache: QueryClient) => Promise<unknown>,
) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: write, onSettled: () => void refresh(cache) });
}

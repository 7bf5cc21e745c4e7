import { queryOptions } from "@tanstack/react-query";
import { client, ok } from "./http";
import { Problem } from "./problem";

export const meOptions = queryOptions({
  queryKey: ["me"] as const,
  queryFn: () => ok(client.GET("/api/me")),
  staleTime: 5 * 60_000,
  retry: (failures, error) => !(error instanceof Problem && error.status === 401) && failures < 2,
});

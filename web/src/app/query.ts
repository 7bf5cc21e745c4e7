import { QueryCache, QueryClient, type Query } from "@tanstack/react-query";
import { Problem } from "@/api";

function redirectToLogin(error: Error, query: Query<unknown, unknown, unknown>): void {
  if (!(error instanceof Problem) || error.status !== 401 || query.queryKey[0] === "me") return;
  const { pathname, search } = window.location;
  if (pathname.startsWith("/login")) return;
  window.location.assign(`/login?next=${encodeURIComponent(pathname + search)}`);
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: redirectToLogin }),
    defaultOptions: {
      queries: {
        staleTime: 20_000,
        retry: (failures, error) =>
          failures < 2 && !(error instanceof Problem && error.status >= 400 && error.status < 500),
      },
    },
  });
}

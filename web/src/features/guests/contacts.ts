import { useMutation, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { bytes, client, ok } from "@/api";

/** What the way back from Google adds to the page's address. */
export interface ContactsBrought {
  /** The import that the contacts were stored as. */
  import?: string | undefined;
  /** Why there are none. */
  refused?: string | undefined;
}

/** What came back from Google, and a way to take it out of the address. */
export function useContactsBrought(): [ContactsBrought, () => void] {
  const { import: importId, refused }: ContactsBrought = useSearch({ strict: false });
  const navigate = useNavigate();
  const forget = () => {
    if (importId ?? refused) void navigate({ to: ".", search: {}, replace: true });
  };
  return [{ import: importId, refused }, forget];
}

/** Goes to Google's page, which leads back to the import. */
export function useGoogleContacts(eventId: string) {
  return useMutation({
    mutationFn: () =>
      ok(
        client.POST("/api/events/{event_id}/guests/import/google", {
          params: { path: { event_id: eventId } },
        }),
      ),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** The contacts that were brought, as a file like one that somebody chooses. */
export function useContactsFile(importId: string | undefined) {
  return useQuery({
    queryKey: ["contacts-file", importId],
    queryFn: async ({ signal }) => {
      const { body } = await bytes(`/api/imports/${importId}/file`, signal);
      return new File([body], "Google Contacts.csv", { type: "text/csv" });
    },
    enabled: importId !== undefined,
    // other people's data: not kept longer than it is needed
    gcTime: 0,
    staleTime: Infinity,
  });
}

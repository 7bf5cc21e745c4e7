import { t } from "@lingui/core/macro";
import { useQuery } from "@tanstack/react-query";
import { client, ok } from "@/api";
import { TextLink } from "@/ui";

/** The site's terms and privacy notice, where it has them. */
export function LegalLinks() {
  const texts = useQuery({
    queryKey: ["legal"],
    queryFn: () => ok(client.GET("/api/legal")),
    staleTime: Infinity,
  }).data;
  if (!texts?.terms && !texts?.privacy) return null;
  return (
    <p className="flex flex-wrap gap-x-4 text-sm text-quiet">
      {texts.terms && (
        <TextLink href={texts.terms} target="_blank">
          {t`Terms of use`}
        </TextLink>
      )}
      {texts.privacy && (
        <TextLink href={texts.privacy} target="_blank">
          {t`Privacy notice`}
        </TextLink>
      )}
    </p>
  );
}

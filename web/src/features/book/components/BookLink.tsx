import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { BookUser } from "lucide-react";
import { RailLink } from "@/ui";

export function BookLink() {
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <RailLink
      href="/guests"
      icon={<BookUser aria-hidden size={16} />}
      isCurrent={path === "/guests"}
    >{t`Address book`}</RailLink>
  );
}

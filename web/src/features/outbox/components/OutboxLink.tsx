import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { Mail } from "lucide-react";
import { RailLink } from "@/ui";
import { useOutboxAccess } from "../queries";

export function OutboxLink() {
  const path = useLocation({ select: (location) => location.pathname });
  if (!useOutboxAccess()) return null;
  return (
    <RailLink
      href="/outbox"
      icon={<Mail aria-hidden size={16} />}
      isCurrent={path === "/outbox"}
    >{t`Outbox`}</RailLink>
  );
}

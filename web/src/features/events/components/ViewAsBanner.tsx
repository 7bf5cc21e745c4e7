import { t } from "@lingui/core/macro";
import { useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useEffect } from "react";
import { useViewed, viewAs } from "@/api";
import { Button } from "@/ui";

/** Says with whose rights the event is shown, and leads back. Leaving the event's pages leads back too. */
export function ViewAsBanner({ eventId }: { eventId: string }) {
  const viewed = useViewed();
  const cache = useQueryClient();
  const isOn = viewed?.eventId === eventId;
  useEffect(() => {
    if (!isOn) return;
    return () => {
      viewAs(null);
      void cache.resetQueries();
    };
  }, [isOn, cache]);
  if (!isOn) return null;
  return (
    <div
      role="status"
      className="sticky top-0 z-20 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warning-soft px-4 py-2 text-sm text-warning"
    >
      <Eye aria-hidden size={16} className="shrink-0" />
      <p className="min-w-0 flex-1 basis-60 break-words">
        {t`You see this event as ${viewed.name} sees it. Nothing can be changed meanwhile.`}
      </p>
      <Button size="small" onPress={() => viewAs(null)}>{t`Back to my own view`}</Button>
    </div>
  );
}

import { t } from "@lingui/core/macro";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Menu as MenuIcon, Search, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { Seal } from "@/features/identity";
import { NotificationsBell, useKeepDevice } from "@/features/notifications";
import { DemoBanner } from "@/features/outbox";
import { IconButton } from "@/ui";
import { Finder } from "./Finder";
import { Rail } from "./Rail";

export function Shell() {
  const path = useLocation({ select: (location) => location.pathname });
  // Stores the path on which the sidebar was opened, so that navigating closes it.
  const [railPath, setRailPath] = useState<string | null>(null);
  const isRailOpen = railPath === path;
  const setRailOpen = (isOpen: boolean) => setRailPath(isOpen ? path : null);
  const [isFinding, setFinding] = useState(false);
  useKeepDevice();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setFinding(true);
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[var(--rail)_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-skip fixed start-2 top-2 z-60 rounded-control bg-accent px-4 py-2 text-on-accent"
      >{t`Skip to the content`}</a>
      <aside className="sticky top-0 hidden h-dvh border-e border-line bg-sunken md:block">
        <Rail onFind={() => setFinding(true)} />
      </aside>
      <div className="sticky top-0 z-30 flex items-center gap-2 border-b border-line bg-surface px-2 py-0.5 md:hidden">
        <IconButton
          label={t`Menu`}
          icon={<MenuIcon size={20} />}
          className="size-10"
          onPress={() => setRailOpen(true)}
        />
        <Seal className="size-6 text-accent-text" />
        <span className="flex-1 font-display text-base font-medium">Convite</span>
        <NotificationsBell />
        <IconButton
          label={t`Find`}
          icon={<Search size={18} />}
          className="size-10"
          onPress={() => setFinding(true)}
        />
      </div>
      <main id="content" tabIndex={-1} className="min-w-0 outline-none">
        {/* Not on an event's own pages, where the phone's screen is for the guests. */}
        {!/^\/events\/(?!new$)[^/]+/.test(path) && <DemoBanner />}
        <Outlet />
      </main>
      <ModalOverlay
        isOpen={isRailOpen}
        onOpenChange={setRailOpen}
        isDismissable
        className="fixed inset-0 z-40 bg-scrim md:hidden"
      >
        <Modal className="h-full w-72 max-w-[85vw] bg-sunken shadow-float">
          <Dialog aria-label={t`Menu`} className="relative h-full outline-none">
            <span className="absolute end-2 top-3">
              <IconButton
                label={t`Close`}
                icon={<X size={18} />}
                onPress={() => setRailOpen(false)}
              />
            </span>
            <Rail
              onFind={() => {
                setRailOpen(false);
                setFinding(true);
              }}
            />
          </Dialog>
        </Modal>
      </ModalOverlay>
      <Finder isOpen={isFinding} onClose={() => setFinding(false)} />
    </div>
  );
}

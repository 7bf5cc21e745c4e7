import { t } from "@lingui/core/macro";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { root } from "@/lib/routes";

const gallery = createRoute({
  getParentRoute: () => root,
  path: "/dev/ui",
  staticData: { title: () => t`Components` },
  component: lazyRouteComponent(() => import("./pages/GalleryPage"), "GalleryPage"),
});

export const routes = [gallery];

declare module "@/lib/routes" {
  interface FeatureRoutes {
    gallery: typeof routes;
  }
}

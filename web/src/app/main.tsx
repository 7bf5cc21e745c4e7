import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { takeFromAddress, watchForKey } from "@/features/checkin";
import { activateLocale, preferredLocale } from "@/lib/i18n";
import { followSystemTheme } from "@/lib/theme";
import "@/ui/base.css";
import { App } from "./App";

takeFromAddress();
watchForKey();
followSystemTheme();
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
await activateLocale(preferredLocale());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);

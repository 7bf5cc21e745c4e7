import { defineConfig } from "@lingui/cli";
import languages from "./src/lib/languages.json";

export default defineConfig({
  sourceLocale: "en",
  locales: Object.keys(languages),
  catalogs: [
    { path: "src/locales/{locale}", include: ["src"], exclude: ["**/*.test.*", "src/rsvp/**"] },
  ],
  format: "po",
  formatOptions: { lineNumbers: false, origins: false },
  orderBy: "message",
});

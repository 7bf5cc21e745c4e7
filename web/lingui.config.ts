import { defineConfig } from "@lingui/cli";

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "es", "ar"],
  catalogs: [
    { path: "src/locales/{locale}", include: ["src"], exclude: ["**/*.test.*", "src/rsvp/**"] },
  ],
  format: "po",
  formatOptions: { lineNumbers: false, origins: false },
  orderBy: "message",
});

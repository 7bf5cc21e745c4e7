import { defineConfig } from "vite";

/** The guest page's own light script: one file, a fixed name, nothing of the organizer's app in it. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/convite/static",
    emptyOutDir: false,
    manifest: "rsvp.manifest.json",
    target: "es2020",
    rolldownOptions: {
      input: "src/rsvp/main.ts",
      output: { format: "iife", entryFileNames: "rsvp.js" },
    },
  },
});

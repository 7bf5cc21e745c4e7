import { defineConfig } from "vite";

/** The guest page's own light script: a fixed name, nothing of the organizer's app in it; a large plan's canvas comes as a part of its own. */
export default defineConfig({
  publicDir: false,
  build: {
    outDir: "../src/convite/static/app",
    emptyOutDir: false,
    target: "es2022",
    modulePreload: false,
    rolldownOptions: {
      input: "src/rsvp/main.ts",
      output: {
        format: "es",
        entryFileNames: "rsvp.js",
        chunkFileNames: "assets/rsvp-[name]-[hash].js",
      },
    },
  },
});

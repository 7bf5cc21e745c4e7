import { lingui } from "@lingui/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { doorFiles } from "./vite.door";
import { messageMacros } from "./vite.macros";

const api = process.env.CONVITE_API ?? "http://127.0.0.1:8000";
const proxied = { target: api, changeOrigin: false };

export default defineConfig({
  plugins: [
    messageMacros(),
    // a text without a translation is shown in English; a test names it
    lingui({ failOnMissing: false, failOnCompileError: true }),
    react(),
    tailwindcss(),
    doorFiles(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/convite/static/app",
    emptyOutDir: true,
    manifest: true,
    assetsInlineLimit: 0,
    target: "es2022",
  },
  server: {
    proxy: {
      "/api": proxied,
      "/r/": proxied,
      "/j/": proxied,
      "/p/": proxied,
      "/t/": proxied,
      "/ws": { target: api.replace(/^http/, "ws"), ws: true },
    },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["./src/test/setup.ts"],
    restoreMocks: true,
    css: false,
  },
});

import { defineConfig } from "vitest/config";

/** `npm run test:infra`: what would be deployed, from the real components, without an account. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: "global-setup.ts",
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

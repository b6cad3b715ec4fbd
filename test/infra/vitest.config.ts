import { defineConfig } from "vitest/config";

/** `npm run test:infra`: what would be deployed, from the real components, without an account. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    globalSetup: "global-setup.ts",
    // One is the default on two processors, and each waits for the programs that it evaluates.
    maxWorkers: "100%",
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

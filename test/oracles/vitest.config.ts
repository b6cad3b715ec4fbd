import { defineConfig } from "vitest/config";

/** `npm run test:oracles`: our clients against the providers' own libraries and descriptions. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

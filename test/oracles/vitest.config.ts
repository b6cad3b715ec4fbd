import { defineConfig } from "vitest/config";

/** `npm run test:oracles`: our clients against the providers' own libraries and descriptions. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    // Imports its package.json in a way that Node gave up.
    server: { deps: { inline: ["@onfleet/node-onfleet"] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

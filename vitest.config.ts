import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["**/node_modules/**", "test/infra/**"], // by themselves: npm run test:infra
    // Only what the type tests import: the whole repository is what `npm run check:types` is for.
    typecheck: {
      enabled: true,
      include: ["packages/*/src/**/*.test-d.ts", "test/**/*.test-d.ts"],
      tsconfig: "./tsconfig.type-tests.json",
    },
    testTimeout: 30_000,
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    // One is the default on two processors, and most of these wait for processes and sockets.
    maxWorkers: "100%",
    // The last two by themselves: npm run test:infra, npm run test:oracles
    exclude: ["**/node_modules/**", "test/infra/**", "test/oracles/**"],
    // Only what the type tests import: the whole repository is what `npm run check:types` is for.
    typecheck: {
      enabled: true,
      include: ["packages/*/src/**/*.test-d.ts", "test/**/*.test-d.ts"],
      tsconfig: "./tsconfig.type-tests.json",
    },
    // Far more than any needs: what waits for processes takes several times as long on a machine that has much else to do.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

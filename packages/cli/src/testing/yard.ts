import { type Bus, createByteBudget, type Router } from "@hookyard/core";
import { createIngest } from "@hookyard/core/ingest/app";
import { createIntake } from "@hookyard/core/ingest/intake";
import type { Engine } from "../engine.ts";
import { testStart } from "./test-io.ts";

export interface YardOptions {
  readonly router: Router;
  /** What each source verifies with. */
  readonly verify: (source: string) => readonly string[];
  readonly sign: (source: string) => string | undefined;
  readonly publish: Bus["publish"];
  /** What the yard asks providers with. */
  readonly fetch?: typeof fetch;
}

/** The real ingest API over a bus of the test's, reached through the command's `fetch`; and the engine that says so. */
export function createYard({ router, verify, sign, publish, fetch }: YardOptions) {
  const app = createIngest({
    router,
    intake: createIntake({
      router,
      secrets: verify,
      now: () => new Date(testStart),
      ...(fetch !== undefined && { fetch }),
    }),
    bus: { publish },
    observer: { refused() {}, handshake() {}, published() {}, failed() {} },
    maxBodyBytes: 1_000_000,
    bodyTimeoutMilliseconds: 1000,
    budget: createByteBudget(10_000_000),
    retryAfterSeconds: 5,
  });
  const engine: Partial<Engine> = {
    loadRouter: async () => router,
    readOwner: () => ({
      pid: 1,
      url: "http://127.0.0.1:3000",
      operatorUrl: "http://127.0.0.1:3001",
      operatorToken: "token",
      routerFile: "/router.ts",
    }),
    readSecrets: () => ({ verify, sign, origin: () => "local" }),
  };
  return { app, engine };
}

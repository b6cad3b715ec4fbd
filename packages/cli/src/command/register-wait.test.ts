import { join } from "node:path";
import { sourceRecord } from "@hookyard/core/operator/operator-records";
import type { SourceReport } from "@hookyard/core/operator/operator";
import { createRegistrationStore, loadRouter } from "@hookyard/embedded";
import { expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

const routerFile = join(import.meta.dirname, "../../../functions/src/router.ts");

/** Waits at a sender whose endpoint is made by hand; each look finds the next of these. */
function waiting(...looks: readonly Partial<SourceReport>[]) {
  const source = "standard-webhooks";
  let look = 0;
  const { run, out, stop, waits } = createTestIo({
    engine: { loadRouter, createRegistrationStore, readOwner: () => undefined },
    operator: {
      sources: async () => {
        const now = looks[Math.min(look++, looks.length - 1)];
        return [sourceRecord({ source, provider: source, verifiedBySecret: [], ...now })];
      },
    },
  });
  const argv = ["register", source, "--url", "https://hooks.example.com", "--wait", "--router", routerFile];
  return { run: (...more: string[]) => run(...argv, ...more), out, stop, waits };
}

test("turns green when the first request verifies", async () => {
  const { run, out, waits } = waiting({}, {}, {}, { verifiedBySecret: [1] });

  expect(await run()).toBe(0);

  expect(out()).toContain("✓ A request came and verified");
  expect(waits).toEqual([1_000, 1_000]);
});

test("says why a request was refused, and goes on", async () => {
  const refused = [
    {
      reason: "signature_mismatch",
      count: 1,
      lastTime: "2026-05-01T12:00:00Z",
      explanation: {
        code: "x",
        message: 'it is signed with the secret of "other"',
        evidence: "signature" as const,
      },
    },
  ];
  const { run, out } = waiting({}, { refused }, { refused, verifiedBySecret: [1] });

  expect(await run()).toBe(0);

  expect(out()).toContain('! A request came and was refused: it is signed with the secret of "other"');
});

test("gives up in the end", async () => {
  const { run, out, waits } = waiting({});

  expect(await run("--timeout", "3")).toBe(1);

  expect(out()).toContain("No request has verified within 3 s.");
  expect(waits).toHaveLength(3);
});

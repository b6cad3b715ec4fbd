import { writeFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { letterRecord, sourceRecord, eventRecord } from "@hookyard/core/operator/operator-records";
import type { MemoryOperatorState } from "@hookyard/core/operator/memory-operator";
import type { Operator } from "@hookyard/core/operator/operator";
import { loadRouter } from "@hookyard/embedded";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Machine } from "../../packages/cli/src/doctor/machine.ts";
import { createTestIo, testStart } from "../../packages/cli/src/testing/test-io.ts";
import { createWorld, routerFile } from "./world.ts";

const goodMachine: Machine = {
  nodeVersion: "24.21.0",
  freeBytes: async () => 100 * 1024 ** 3,
  trueTime: async () => new Date(testStart),
  isPortFree: async () => true,
};

interface Report {
  readonly healthy: boolean;
  readonly findings: readonly { code: string; level: string; what: string; why: string; fix: string }[];
}

async function examine(options: {
  readonly machine?: Partial<Machine>;
  readonly records?: Partial<MemoryOperatorState>;
  readonly operator?: Partial<Operator>;
  readonly router?: string;
}): Promise<Report & { readonly exitCode: number }> {
  const { run, out } = createTestIo({
    machine: { ...goodMachine, ...options.machine },
    ...(options.records !== undefined && { records: options.records }),
    ...(options.operator !== undefined && { operator: options.operator }),
    engine: { loadRouter, readOwner: () => undefined },
  });
  const exitCode = await run("doctor", "--json", "--offline", "--router", options.router ?? routerFile);
  return { ...(JSON.parse(out()) as Report), exitCode };
}

const codes = ({ findings }: Report): readonly string[] => findings.map(({ code }) => code);

/** A router in a folder of its own; imports are by path, since it is no part of the workspace. */
function routerOf(consumers: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "hookyard-doctor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const core = join(dirname(routerFile), "../../core/src");
  const file = join(folder, "router.ts");
  writeFileSync(
    file,
    `import { defineRouter, source } from "${core}/index.ts";
import { stripe } from "${core}/provider/stripe.ts";
export const router = defineRouter({ sources: { stripe: source(stripe) }, consumers: ${consumers} });
`,
  );
  mkdirSync(join(folder, "consumers"));
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, "consumers", `${name}.ts`), text);
  return file;
}

const handler = (name: string): string =>
  `import { router } from "../router.ts";\nexport const it = router.consumer("${name}", async () => undefined);\n`;

describe("on set-ups that were broken on purpose", () => {
  test.each<[string, Parameters<typeof examine>[0], string]>([
    ["an old Node", { machine: { nodeVersion: "20.11.0" } }, "node_too_old"],
    ["a full disk", { machine: { freeBytes: async () => 1024 ** 2 } }, "disk_low"],
    [
      "a clock that is off",
      { machine: { trueTime: async () => new Date(Date.parse(testStart) + 400_000) } },
      "clock_off",
    ],
    ["a port that is taken", { machine: { isPortFree: async (port) => port !== 3000 } }, "port_taken"],
    ["dead letters", { records: { letters: [letterRecord({ eventId: "evt_1" })] } }, "dead_letters"],
    [
      "no secret",
      { records: { sources: [sourceRecord({ source: "stripe", secrets: { count: 0, origin: "none" } })] } },
      "secret_missing",
    ],
    [
      "refused requests",
      {
        records: {
          sources: [
            sourceRecord({
              source: "stripe",
              refused: [{ reason: "signature_mismatch", count: 3, lastTime: "2026-05-01T11:00:00.000Z" }],
            }),
          ],
        },
      },
      "requests_refused",
    ],
    [
      "answers that are too late",
      {
        records: {
          sources: [
            sourceRecord({
              source: "slack",
              acknowledgements: {
                count: 50,
                p50Milliseconds: 900,
                p99Milliseconds: 3_200,
                deadlineSeconds: 3,
                late: 2,
                retries: 2,
              },
            }),
          ],
        },
      },
      "acknowledgement_slow",
    ],
    [
      "a source that has gone silent",
      {
        records: {
          sources: [sourceRecord({ source: "stripe" })],
          events: Array.from({ length: 20 }, (_, number) =>
            eventRecord({
              id: `evt_${number}`,
              receivedtime: new Date(Date.parse("2026-04-30T00:00:00Z") + number * 60_000).toISOString(),
            }),
          ),
        },
      },
      "source_silent",
    ],
  ])("finds %s", async (_what, broken, code) => {
    const report = await examine(broken);

    expect(codes(report)).toContain(code);
    const finding = report.findings.find((each) => each.code === code);
    expect(finding?.why).not.toBe("");
    expect(finding?.fix).not.toBe("");
  });

  test.each<[string, Partial<Awaited<ReturnType<Operator["overview"]>>>, string]>([
    ["an old backlog", { backlogAgeSeconds: 4_000 }, "backlog_old"],
    [
      "a database that is nearly full",
      { storage: { usedBytes: 95, limitBytes: 100 } },
      "storage_nearly_full",
    ],
    ["conflicts", { conflicts: 2 }, "conflicts"],
  ])("finds %s", async (_what, change, code) => {
    const { io } = createTestIo();
    const { operator } = await (await io.engine()).openOperator({ dataDirectory: "/nowhere" });
    const overview = async () => ({ ...(await operator.overview()), ...change });

    expect(codes(await examine({ operator: { overview } }))).toContain(code);
  });

  test("finds a consumer without a handler", async () => {
    const router = routerOf(`{ "fulfil-order": { on: ["payment.succeeded"] } }`);

    const report = await examine({ router });

    expect(codes(report)).toEqual(["definition_invalid"]);
    expect(report.exitCode).toBe(1);
  });

  test("finds a handler that does not load", async () => {
    const router = routerOf(`{ "fulfil-order": { on: ["payment.succeeded"] } }`, {
      "fulfil-order": "throw new Error('no database here');\n",
    });

    const report = await examine({ router });

    expect(report.findings[0]).toMatchObject({
      code: "handler_broken",
      what: expect.stringContaining("no database here"),
    });
  });

  test("finds a pattern that matches no sample", async () => {
    const router = routerOf(
      `{ "fulfil-order": { on: ["payment.succeeded"], where: { data: { currency: ["JPY"] } } } }`,
      { "fulfil-order": handler("fulfil-order") },
    );

    expect(codes(await examine({ router }))).toEqual(["pattern_matches_nothing"]);
  });
});

test("finds nothing in the repository as it is", async () => {
  const world = createWorld({ machine: goodMachine });

  expect(await world.run("doctor", "--offline")).toBe(0);

  expect(world.out()).toBe("✓ Nothing is wrong.\n");
});

test("a source that is to be reconciled on a schedule needs the key of its provider's API", async () => {
  const router = join(import.meta.dirname, "fixture/scheduled/router.ts");

  const { findings, exitCode } = await examine({ router });

  const missing = findings.filter(({ code }) => code === "reconcile_key_missing");
  expect(missing.map(({ fix }) => /HOOKYARD_API_KEY_[A-Z_]+/.exec(fix)?.[0])).toEqual([
    "HOOKYARD_API_KEY_STRIPE",
    "HOOKYARD_API_KEY_STRIPE_EU",
    "HOOKYARD_API_KEY_STRIPE_US",
  ]);
  expect(exitCode).toBe(1);
});

describe("a schedule that compares a source with its provider", () => {
  const router = join(import.meta.dirname, "fixture/scheduled/router.ts");
  const owner = { url: "http://127.0.0.1:3000" };

  /** What doctor says of `stripe`, which is compared every hour, at noon. */
  async function schedules(progress: object | undefined, isRunning: boolean): Promise<readonly string[]> {
    const data = mkdtempSync(join(tmpdir(), "hookyard-doctor-"));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    if (progress !== undefined)
      writeFileSync(join(data, "reconcile-stripe.schedule.json"), JSON.stringify(progress));
    const { run, out } = createTestIo({
      machine: goodMachine,
      engine: { loadRouter, readOwner: () => (isRunning ? owner : undefined) },
    });
    await run("doctor", "--json", "--offline", "--router", router, "--data", data);
    return (JSON.parse(out()) as Report).findings
      .filter(({ code, what }) => code !== "reconcile_key_missing" && what.includes('"stripe"'))
      .map(({ code }) => code)
      .filter((code) => code.startsWith("reconcile_"));
  }

  test.each([
    ["ran an hour ago", { comparedUntil: "2026-05-01T11:00:00.000Z" }, []],
    ["missed two turns", { comparedUntil: "2026-05-01T09:30:00.000Z" }, []],
    ["missed three turns", { comparedUntil: "2026-05-01T08:58:00.000Z" }, ["reconcile_overdue"]],
    [
      "was stopped in the run of an hour ago",
      { comparedUntil: "2026-05-01T07:00:00.000Z", run: { until: "2026-05-01T11:00:00.000Z" } },
      [],
    ],
    [
      "has failed at one page since yesterday",
      { run: { until: "2026-04-30T11:00:00.000Z" } },
      ["reconcile_overdue"],
    ],
    ["has never come to an end", undefined, ["reconcile_never_ran"]],
  ])("that %s", async (_name, progress, codes) => {
    expect(await schedules(progress, true)).toEqual(codes);
  });

  test("that nobody runs is overdue where it ran once, and no news where it never did", async () => {
    expect(await schedules({ comparedUntil: "2026-04-01T00:00:00.000Z" }, false)).toEqual([
      "reconcile_overdue",
    ]);
    expect(await schedules(undefined, false)).toEqual([]);
  });
});

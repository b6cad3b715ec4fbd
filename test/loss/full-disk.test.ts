import { cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOperatorClient } from "@hookyard/core/operator/client";
import { openOperator, readOwner } from "@hookyard/embedded";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { audit, nothingFound, operatorView, readEffects, storedView } from "./audit.ts";
import { createRandom } from "./random.ts";
import { type Answer, runSenders, type Sending } from "./sender.ts";
import { type Server, startServer } from "./server.ts";
import { createSmallDisk } from "./small-disk.ts";
import { openDeliveries, readStored } from "./stored.ts";
import { createCounter, createTarget } from "./target.ts";
import { createWebhook } from "./webhook.ts";

const megabyte = 1024 ** 2;
const secret = "whsec_loss_by_disk";
const wanted = {
  "payment_intent.succeeded": ["record", "flaky"],
  "payment_intent.payment_failed": ["record", "refuse"],
} as const;
const directory = mkdtempSync(join(tmpdir(), "hookyard-disk-"));
const disks = {
  guarded: await createSmallDisk(directory, "guarded", 80 * megabyte),
  unguarded: await createSmallDisk(directory, "unguarded", 320 * megabyte),
};
const isTmpfs = disks.guarded.kind === "tmpfs";
console.info(`full-disk.test.ts: the disk is a ${disks.guarded.kind}`);

afterAll(async () => {
  await Promise.all(Object.values(disks).map((disk) => disk.close()));
  rmSync(directory, { recursive: true });
});

describe.skipIf(!isTmpfs)(
  "a disk that fills up to the bytes that must stay free",
  { timeout: 60_000 },
  () => {
    const load = createLoad("guarded", { minFreeBytes: 16 * megabyte });
    const { disk } = load;

    beforeAll(async () => {
      await load.start();
      await load.acknowledged.more(100);
      disk.fill(16 * megabyte + 6 * megabyte);
      await load.refused.more(40);
    }, 60_000);
    afterAll(load.end);

    test("while it is full, what was acknowledged is delivered to its end", async () => {
      await load.untilDelivered();

      expect(disk.freeBytes()).toBeGreaterThan(4 * megabyte);
    });

    test("after kill -9 on the full disk it starts, refuses what is new, and delivers the rest", async () => {
      await load.kill();
      await load.start();
      await load.refused.more(20);

      await load.untilDelivered();
    });

    test("with room again it goes on accepting without a restart", async () => {
      disk.empty();

      await load.acknowledged.more(50);
    });

    test("all acknowledged events are there and delivered, refused ones only where they were sent again", async () => {
      await load.stop();

      expect(await load.findings()).toEqual(nothingFound);
      expect(load.refusals()).toEqual(["503 not_stored, retry after 5"]);
    });
  },
);

describe("a disk that fills up to the last byte", { timeout: 60_000 }, () => {
  const load = createLoad("unguarded", { minFreeBytes: 0 });
  const { disk } = load;

  beforeAll(async () => {
    await load.start();
    await load.acknowledged.more(100);
    disk.fill(44 * megabyte, load.pid()); // about as much as the log takes before it is moved: that fails as well
    await load.refused.more(40);
    disk.fill(0, load.pid());
    await load.refused.more(40);
  }, 60_000);
  afterAll(load.end);

  test("with room again it goes on accepting without a restart, and delivers what waited", async () => {
    disk.empty(load.pid());

    await load.acknowledged.more(50);
    await load.untilDelivered();
  });

  test("after kill -9 on the full disk it starts and refuses what finds no room", async () => {
    disk.fill(0, load.pid());
    await load.refused.more(40);

    await load.kill();
    disk.fill(0);
    await load.start();

    await load.refused.more(40);
  });

  test("it stops well on a full disk, and soon", async () => {
    const begun = performance.now();

    expect(await load.terminate()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test("the log is moved into the database again once there is room, and does not only grow", async () => {
    await load.start();
    disk.empty(load.pid());
    const before = statSync(load.databaseFile).size;

    await load.acknowledged.more(1_200);

    await vi.waitFor(
      () => expect(statSync(load.databaseFile).size).toBeGreaterThan(before + 32 * megabyte),
      10_000,
    );
  });

  test("all acknowledged events are there and delivered, refused ones only where they were sent again", async () => {
    await load.stop();

    expect(await load.findings()).toEqual(nothingFound);
    expect(load.refusals()).toEqual(["503 not_stored, retry after 5"]);
  });
});

/** Senders that send large webhooks without end, and a server on one of the disks. */
function createLoad(name: keyof typeof disks, limits: Readonly<Record<string, number>>) {
  const disk = disks[name];
  const dataDirectory = join(disk.seen, "data");
  const effectsFile = join(directory, `${name}.jsonl`);
  const copy = join(directory, `copy of ${name}`);
  const random = createRandom(2);
  const target = createTarget();
  const acknowledged = createCounter();
  const refused = createCounter();
  const refusals = new Set<string>();
  let server: Server | undefined;
  let sending: Promise<readonly Sending[]> | undefined;
  let isOver = false;

  const onAnswer = (answer: Answer): void => {
    if (answer.kind === "acknowledged") acknowledged.add();
    if (answer.kind !== "refused") return;
    refused.add();
    refusals.add(`${answer.status} ${answer.code}, retry after ${answer.retryAfter}`);
  };
  /** Not by `openOperator`: SQLite resolves the path to a lock of the other namespace to one of this. */
  const consumers = async () => {
    const owner = readOwner(dataDirectory);
    if (owner === undefined) throw new Error("nobody runs there, as far as the record says");
    return createOperatorClient({ url: owner.operatorUrl, token: owner.operatorToken, fetch }).consumers();
  };
  const signal = async (name: NodeJS.Signals): Promise<number | NodeJS.Signals | undefined> => {
    target.isDown();
    server?.signal(name);
    return server?.ended;
  };

  return {
    disk,
    databaseFile: join(dataDirectory, "hookyard.db"),
    acknowledged,
    refused,
    refusals: () => [...refusals],
    pid: () => server?.pid,
    async start(): Promise<void> {
      server = startServer({
        routerFile: join(import.meta.dirname, "fixture/load/router.ts"),
        dataDirectory: join(disk.directory, "data"),
        effectsFile,
        secret,
        limits,
        through: disk.through(),
      });
      target.isUp(await server.started);
      sending ??= runSenders({
        count: 6,
        secret,
        next: () =>
          isOver ? undefined : createWebhook(random.pick(types), random, { padding: "x".repeat(50_000) }),
        target: target.current,
        resends: ({ kind }) => isOver || kind === "broken" || random.fraction() > 0.1,
        onAnswer,
      });
    },
    kill: () => signal("SIGKILL"),
    terminate: () => signal("SIGTERM"),
    /** New webhooks may come in meanwhile, so: until nothing that is old waits. */
    async untilDelivered(): Promise<void> {
      await vi.waitFor(
        async () => {
          for (const { backlogAgeSeconds, deliveries } of await consumers()) {
            expect(backlogAgeSeconds).toBe(0);
            expect(deliveries.scheduled).toBeLessThan(50);
          }
        },
        { timeout: 40_000 },
      );
    },
    /** Lets the senders end, then the deliveries, then the server; and takes the data off the disk. */
    async stop(): Promise<void> {
      isOver = true;
      await sending;
      await vi.waitFor(
        async () => {
          for (const { deliveries } of await consumers()) expect(deliveries.scheduled).toBe(0);
        },
        { timeout: 40_000 },
      );
      expect(await signal("SIGTERM"), server?.stderr()).toBe(0);
      cpSync(dataDirectory, copy, { recursive: true });
    },
    async findings() {
      const file = join(copy, "hookyard.db");
      const stored = readStored(file);
      expect(openDeliveries(file)).toBe(0);
      const { operator } = await openOperator({ dataDirectory: copy });
      expect(await operatorView(operator)).toEqual(storedView(stored));
      await operator.close();
      const effects = readEffects(effectsFile);
      return audit({ sendings: (await sending) ?? [], stored, effects, wanted, now: Date.now() });
    },
    end: async (): Promise<void> => void (await signal("SIGKILL")),
  };
}

const types = ["payment_intent.succeeded", "payment_intent.payment_failed"] as const;

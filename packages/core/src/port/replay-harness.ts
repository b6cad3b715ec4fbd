import type { Failure } from "../delivery/failure.ts";
import type { DeadLetterDetail, DeliveryReport } from "../operator/operator.ts";
import type { ReplayPorts } from "../replay/replay-ports.ts";
import {
  defaultReplayLimits,
  type ReplayLimits,
  type ReplayRequest,
  type ReplayTarget,
} from "../replay/replay-request.ts";
import { createReplayOperator, type ReplayOperator } from "../replay/replay-operator.ts";
import { type RunEnd, type RunJobOptions, runJob } from "../replay/run-job.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { stripe } from "../provider/stripe.ts";
import type { BusEntry } from "./bus.ts";
import type { Lease } from "./deliveries.ts";
import { busEntry, type EngineUnderTest, type EntrySpec } from "./contract-harness.ts";

/** One engine's ports, those of replay too, over one fresh, empty storage. Its router is {@link replayRouter}. */
export interface ReplayEngine extends EngineUnderTest {
  readonly replay: ReplayPorts;
  /** As `Operator.deadLetter`. */
  deadLetter(id: string): Promise<DeadLetterDetail | undefined>;
  /**
   * Puts letters where they would be had each been published, handed out and died, without going that way: for suites
   * with thousands, on an engine where the way is dozens of requests each.
   */
  putLetters?(letters: readonly PutLetter[]): Promise<void>;
}

export interface PutLetter {
  readonly entry: BusEntry;
  readonly consumer: string;
  readonly reason: "permanent" | "attempts_exhausted";
  readonly failure: Failure;
}

export type CreateReplayEngine = () => Promise<ReplayEngine>;

/** The router of the replay suites: who gets what over the bus and from the archive. */
export const replayRouter = defineRouter({
  sources: { stripe: source(stripe) },
  consumers: {
    "fulfil-order": { on: ["payment.succeeded", "payment.failed"] },
    audit: { on: ["payment.*", "refund.*"] },
    newcomer: {
      on: ["payment.succeeded"],
      where: { data: { original: { amount: [{ numeric: [">", 100] }] } } },
    },
  },
});

/** What the consumers of a test do with a delivery. */
export type Handle = (delivery: { readonly id: string; readonly replay: number; readonly text: string }) =>
  | "done"
  /** Dead at once. */
  | "fail"
  /** Failed, and due again later. */
  | "retry";

/** A dead letter to be made. */
export interface LetterSpec extends EntrySpec {
  readonly failure?: Failure;
}

export const brokenFailure: Failure = { name: "Error", message: "no such order 17", permanent: true };

/** From so many on, letters are put where they would be, where an engine can. */
const manyLetters = 100;
/** Looks of one run, beyond which it is taken for endless. */
const mostLooks = 50_000;

/** Drives one engine as a test does: letters, consumers, jobs, on the engine's clock. */
export class ReplayWorld {
  readonly engine: ReplayEngine;
  readonly operator: ReplayOperator;
  readonly consumers: readonly string[];
  #jobs = 0;

  constructor(engine: ReplayEngine, consumers: readonly string[] = ["fulfil-order", "audit"]) {
    this.engine = engine;
    this.consumers = consumers;
    this.operator = createReplayOperator({
      ports: engine.replay,
      now: () => engine.now(),
      consumers: Object.keys(replayRouter.consumers),
      deadLetter: (id) => engine.deadLetter(id),
    });
  }

  /** Publishes events and lets each of their deliveries die. Answers the events' texts by delivery id. */
  async letters(specs: readonly LetterSpec[]): Promise<ReadonlyMap<string, string>> {
    const { bus, deliveries } = this.engine;
    const texts = new Map<string, string>();
    const failures = new Map<string, Failure>();
    if (this.engine.putLetters !== undefined && specs.length >= manyLetters) {
      const letters = specs.flatMap((spec) => lettersOf(spec));
      await this.engine.putLetters(letters);
      for (const { entry, consumer } of letters) texts.set(`${entry.event.id}:${consumer}`, entry.text);
      this.engine.advance(1);
      return texts;
    }
    for (const part of chunks(specs, 500)) {
      const entries = part.map(
        (spec): BusEntry => busEntry({ ...spec, consumers: spec.consumers ?? ["fulfil-order"] }),
      );
      await bus.publish(entries);
      entries.forEach(({ event, text, consumers }, index) => {
        for (const consumer of consumers) {
          texts.set(`${event.id}:${consumer}`, text);
          failures.set(`${event.id}:${consumer}`, part[index]?.failure ?? brokenFailure);
        }
      });
      for (const consumer of new Set(entries.flatMap((entry) => entry.consumers))) {
        const received = await deliveries.receive(consumer, { max: 1_000, leaseSeconds: 30 });
        for (const { lease } of received) {
          const failure = failures.get(lease.deliveryId) ?? brokenFailure;
          await deliveries.deadLetter(lease, reasonOf(failure), failure);
        }
      }
    }
    this.engine.advance(1);
    return texts;
  }

  /** Lets each consumer take what is due, up to `max`. Answers the delivery ids, in order. */
  async work(handle: Handle, max = 200): Promise<readonly string[]> {
    const { deliveries } = this.engine;
    const seen: string[] = [];
    for (const consumer of this.consumers) {
      const received = await deliveries.receive(consumer, { max, leaseSeconds: 30 });
      await Promise.all(
        received.map(({ lease, replay, text }) => {
          seen.push(lease.deliveryId);
          return this.#settle(lease, handle({ id: lease.deliveryId, replay, text }));
        }),
      );
    }
    return seen;
  }

  #settle(lease: Lease, outcome: ReturnType<Handle>): Promise<boolean> {
    const { deliveries } = this.engine;
    switch (outcome) {
      case "done":
        return deliveries.complete(lease);
      case "fail":
        return deliveries.deadLetter(lease, "permanent", brokenFailure);
      case "retry": {
        const at = new Date(this.engine.now().getTime() + 3_600_000);
        return deliveries.retryAt(lease, at, { ...brokenFailure, permanent: false });
      }
    }
  }

  /** Starts a job that nothing runs yet. */
  async start(
    change: Partial<Omit<ReplayRequest, "limits">> & { limits?: Partial<ReplayLimits> } = {},
  ): Promise<string> {
    const id = `job_${String(++this.#jobs).padStart(4, "0")}`;
    await this.operator.startJob(id, request(change));
    return id;
  }

  /** Runs a job on the engine's clock: whenever the runner waits, the time goes by and the consumers work. */
  async run(
    id: string,
    handle: Handle,
    options: Partial<RunJobOptions> & { readonly max?: number } = {},
  ): Promise<RunEnd> {
    const { max, ...others } = options;
    let looks = 0;
    return runJob(id, {
      // A runner that never ends would never let the test's own time run out: on these clocks nothing waits.
      onWait: (reason) => {
        if (++looks > mostLooks)
          throw new Error(`job ${id} does not end: it waits for ${reason ?? "nothing"}`);
      },
      ports: this.engine.replay,
      now: () => this.engine.now(),
      wait: async (milliseconds) => {
        this.engine.advance(milliseconds / 1000);
        await this.work(handle, max);
      },
      stop: new AbortController().signal,
      holder: "runner",
      ...others,
    });
  }

  async job(id: string) {
    const job = await this.operator.job(id);
    if (job === undefined) throw new Error(`there is no job ${id}`);
    return job;
  }

  /** What became of a delivery. */
  async delivery(id: string): Promise<DeliveryReport> {
    const event = await this.engine.history.event(id.slice(0, id.indexOf(":")));
    const report = event?.history.find((each) => each.id === id);
    if (report === undefined) throw new Error(`there is no delivery ${id}`);
    return report;
  }

  /** The ids of all letters that nobody holds. */
  async free(filter: Parameters<ReplayEngine["deadLetters"]["list"]>[0] = {}): Promise<readonly string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.engine.deadLetters.list(filter, {
        limit: 1_000,
        ...(cursor !== undefined && { cursor }),
      });
      ids.push(...page.rows.map(({ id }) => id));
      cursor = page.next;
    } while (cursor !== undefined);
    return ids;
  }
}

/** A request for all dead letters, quick and without mercy, with what the test is about in place. */
export function request(
  change: Partial<Omit<ReplayRequest, "limits">> & { readonly limits?: Partial<ReplayLimits> } = {},
): ReplayRequest {
  const to: ReplayTarget = { kind: "consumer" };
  return {
    what: { kind: "dead-letters", filter: {} },
    to,
    force: false,
    again: false,
    ...change,
    limits: { ...defaultReplayLimits, ratePerSecond: 2_000, ...change.limits },
  };
}

/** Ends a job's runner at a chosen call to a port, before or after it was carried out: what a kill looks like from outside. */
export function killedAt(ports: ReplayPorts, call: number, moment: "before" | "after"): ReplayPorts {
  let calls = 0;
  let isDead = false;
  const mortal = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...values: readonly unknown[]) => {
          const isLast = ++calls === call;
          if (isDead || (isLast && moment === "before")) {
            isDead = true;
            throw new Error("killed");
          }
          const answer: unknown = await Reflect.apply(method, target, values);
          if (isLast) {
            isDead = true;
            throw new Error("killed");
          }
          return answer;
        };
      },
    });
  return {
    ...ports,
    jobs: mortal(ports.jobs),
    replays: mortal(ports.replays),
    letters: mortal(ports.letters),
    ...(ports.archive !== undefined && {
      archive: { ...mortal(ports.archive), nameOf: ports.archive.nameOf },
    }),
  };
}

function lettersOf(spec: LetterSpec): readonly PutLetter[] {
  const { failure = brokenFailure, consumers = ["fulfil-order"] } = spec;
  const entry = busEntry({ ...spec, consumers });
  return consumers.map((consumer) => ({ entry, consumer, reason: reasonOf(failure), failure }));
}

function reasonOf({ permanent }: Failure): PutLetter["reason"] {
  return permanent ? "permanent" : "attempts_exhausted";
}

function chunks<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

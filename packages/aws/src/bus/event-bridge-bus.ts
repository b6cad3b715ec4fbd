import type { HookyardEvent } from "@hookyard/core/event";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { Bus, BusEntry, PublishResult, RefusedReason } from "@hookyard/core/port/bus";
import { differs } from "@hookyard/core/same-event";
import { carry, type Carried } from "./carry.ts";
import { type Claim, createClaims } from "./claims.ts";
import { afterlifeSeconds, defaultRetentionSeconds } from "../table/schema.ts";
import type { EventTable } from "./event-table.ts";
import type { ObserveBus } from "./notice.ts";
import type { SendToOverflow } from "./overflow-queue.ts";
import { eachConcurrently } from "./each-concurrently.ts";
import { publishCarried, type Published } from "./publish-carried.ts";
import type { PutEvents } from "./put-events.ts";
import { errorCodeOf } from "./service-error.ts";
import { type Clockwork, within } from "./time-budget.ts";

export interface EventBridgeBusOptions extends Clockwork {
  /** The bus's name. EventBridge takes entries for a bus that is not there, and tells nobody. */
  readonly bus: string;
  readonly putEvents: PutEvents;
  readonly sendToOverflow: SendToOverflow;
  readonly table: EventTable;
  readonly bodies: Bodies;
  readonly observe: ObserveBus;
  /** A new text that nobody else has: `crypto.randomUUID`. */
  readonly newId: () => string;
  /** What one call may take, the overflow queue included: shorter than any provider's patience. */
  readonly budgetMilliseconds?: number;
  /** Longer than a function that publishes can live. */
  readonly claimSeconds?: number;
  readonly retentionSeconds?: number;
  /** The consumers that want an event: asked where its data is not on the bus, for whom its rule cannot match. */
  readonly matching?: (event: HookyardEvent) => readonly string[];
  /** X-Ray's header of this invocation, where there is one. */
  readonly traceHeader?: () => string | undefined;
}

/** Slack waits three seconds, and nobody less. */
export const defaultBudgetMilliseconds = 2_500;
/** What the bucket may use of the budget for a text that the table can keep in its place. */
const bucketShare = 0.3;
/** What is kept of the budget for the overflow queue. */
const overflowShare = 0.3;
export const defaultClaimSeconds = 60;
/** The event is published and the budget used up: so long the table may still take to be told. */
const shortestMarkMilliseconds = 300;
/** Entries of one call that are looked up at once. */
const maxConcurrentClaims = 10;

interface Plan {
  readonly entry: BusEntry;
  readonly carried?: Carried;
  readonly claim: Claim | { readonly kind: "refused" };
}

/**
 * The bus on EventBridge. Dedupe, history and publishing of one event are one claim in the table: see {@link createClaims}.
 *
 * **Together or not at all.** The entries of one call are claimed first; if one cannot be, nothing is published. After
 * that, what EventBridge refuses goes to the overflow queue, so all are accepted. Only where both refuse some of them
 * can others be on the bus already, which nobody can take back: the call is refused as a whole, so the sender sends all
 * again, and those are marked as published, so that they are duplicates then. Nothing is lost and nothing runs twice.
 *
 * **Without the table** (throttled, down) it goes on and publishes without knowing whether the event is known:
 * `dedupe_unavailable` tells. Consumers are idempotent by event id.
 */
export function createEventBridgeBus(options: EventBridgeBusOptions): Bus {
  const { table, bodies, observe, now } = options;
  const { claimSeconds = defaultClaimSeconds, retentionSeconds = defaultRetentionSeconds } = options;
  const claims = createClaims({ ...options, claimSeconds, retentionSeconds });

  const plan = async (entry: BusEntry, deadline: number, isTableDown: boolean): Promise<Plan> => {
    try {
      const left = deadline - now();
      const bucketMilliseconds = left * bucketShare;
      const carried = await within(left, carry(entry, { bodies, observe, bucketMilliseconds }));
      const claim: Claim = isTableDown
        ? { kind: "unknown" }
        : await claims.claim(entry, carried.body, deadline);
      return { entry, carried, claim };
    } catch (error) {
      observe({ kind: "not_published", eventId: entry.event.id, code: errorCodeOf(error) });
      return { entry, claim: { kind: "refused" } };
    }
  };

  const planAll = async (entries: readonly BusEntry[], deadline: number): Promise<readonly Plan[]> => {
    const plans: Plan[] = [];
    let isTableDown = false; // once a call is enough to wait for it
    await eachConcurrently([...entries.keys()], maxConcurrentClaims, async (index) => {
      const entry = entries[index];
      if (entry === undefined) return;
      const one = await plan(entry, deadline, isTableDown);
      if (one.claim.kind === "unknown") isTableDown = true;
      plans[index] = one;
    });
    return plans;
  };

  /** Tells the table what became of an event, in bounded time: nobody waits for an answer that is not needed. */
  const tell = async (eventId: string, deadline: number, telling: Promise<unknown>): Promise<void> => {
    try {
      await within(Math.max(shortestMarkMilliseconds, deadline - now()), telling);
    } catch (error) {
      observe({ kind: "history_unavailable", eventId, code: errorCodeOf(error) });
    }
  };

  /** A claim that is not given back is taken over later: that is all a failure here costs. */
  const release = async ({ claim }: Plan, deadline: number): Promise<void> => {
    if (claim.kind === "claimed") await tell(claim.record.id, deadline, table.release(claim.record));
  };

  const mark = async ({ claim }: Plan, deadline: number): Promise<void> => {
    if (claim.kind === "claimed") await tell(claim.record.id, deadline, table.markPublished(claim.record));
  };

  /** What the rules cannot hand on is a dead letter at once: every consumer that wants an event ends with it or with that. */
  const buryUnroutable = async ({ entry }: Plan, { carried }: Published): Promise<void> => {
    if (options.matching === undefined || carried.event.dataref === undefined) return;
    // Loaded when an event comes that is too large for the bus: most instances see none.
    const { unroutableConsumers, unroutableDelivery } = await import("./unroutable.ts");
    const consumers = unroutableConsumers(entry, carried, options.matching);
    if (consumers.length === 0) return;
    observe({ kind: "unroutable", eventId: entry.event.id, consumers });
    const eventSeconds = Math.max(entry.horizonSeconds, retentionSeconds);
    const expires = Math.ceil(now() / 1000) + eventSeconds + afterlifeSeconds;
    const added = consumers.map((consumer) =>
      table.addDelivery(unroutableDelivery(entry, consumer, now()), expires),
    );
    await Promise.all(added);
  };

  const publishPlans = async (plans: readonly Plan[], deadline: number): Promise<readonly Published[]> => {
    const outgoing = plans.flatMap(({ entry, carried }) =>
      carried === undefined ? [] : [{ entry, carried: carried.carried }],
    );
    const overflowMilliseconds = (deadline - now()) * overflowShare;
    const deadlines = { bus: deadline - overflowMilliseconds, overflow: deadline };
    return await publishCarried(outgoing, options, deadlines);
  };

  const publishFirsts = async (
    entries: readonly BusEntry[],
    deadline: number,
  ): Promise<readonly PublishResult[]> => {
    const plans = await planAll(entries, deadline);
    const hindered = plans.find(({ claim }) => claim.kind === "busy" || claim.kind === "refused");
    if (hindered !== undefined) {
      await eachConcurrently(plans, maxConcurrentClaims, (one) => release(one, deadline));
      return plans.map(({ claim }) =>
        resultOf(claim, hindered.claim.kind === "busy" ? "overloaded" : "storage_failed"),
      );
    }
    const ours = plans.filter(({ claim }) => claim.kind !== "duplicate");
    const published = await publishPlans(ours, deadline);
    await eachConcurrently([...ours.entries()], maxConcurrentClaims, async ([index, one]) => {
      const end = published[index];
      if (end !== undefined && end.code === undefined)
        return void (await Promise.all([
          mark(one, deadline),
          tell(one.entry.event.id, deadline, buryUnroutable(one, end)),
        ]));
      const code = end?.code ?? "no_answer";
      observe({ kind: "not_published", eventId: one.entry.event.id, code });
      await release(one, deadline);
    });
    const refused = published.some(({ code }) => code !== undefined)
      ? ("storage_failed" as const)
      : undefined;
    return plans.map(({ claim }) => resultOf(claim, refused));
  };

  return {
    async publish(entries) {
      const deadline = now() + (options.budgetMilliseconds ?? defaultBudgetMilliseconds);
      const firsts = new Map<string, BusEntry>();
      for (const entry of entries) if (!firsts.has(entry.event.id)) firsts.set(entry.event.id, entry);
      const results = await publishFirsts([...firsts.values()], deadline);
      const byId = new Map([...firsts.keys()].map((id, index) => [id, results[index]]));
      const all: PublishResult[] = [];
      for (const entry of entries) {
        const first = firsts.get(entry.event.id);
        const result = byId.get(entry.event.id) ?? refusedBecause("storage_failed");
        const isCopy = first !== undefined && first !== entry && result.status !== "refused";
        all.push(isCopy ? await publishCopy(entry, first, deadline) : result);
      }
      return all;
    },
  };

  /** The same event once more in one call: it is published by now, or the table does not say. */
  async function publishCopy(entry: BusEntry, first: BusEntry, deadline: number): Promise<PublishResult> {
    const { claim } = await plan(entry, deadline, false);
    if (claim.kind === "duplicate") return { status: "duplicate", conflict: claim.conflict };
    await release({ entry, claim }, deadline);
    return {
      status: "duplicate",
      conflict: entry.digest !== first.digest && differs(entry.text, first.text, entry.volatile),
    };
  }
}

function resultOf(claim: Plan["claim"], refused: RefusedReason | undefined): PublishResult {
  if (claim.kind === "duplicate") return { status: "duplicate", conflict: claim.conflict };
  return refused === undefined ? { status: "accepted" } : refusedBecause(refused);
}

function refusedBecause(reason: RefusedReason): PublishResult {
  return { status: "refused", reason };
}

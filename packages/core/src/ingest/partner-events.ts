import { BodyError } from "../body/body-error.ts";
import type { Json } from "../event.ts";
import type { BusEntry } from "../port/bus.ts";
import type { Router, SourceDefinition } from "../router/router.ts";
import { createEntries } from "./entries.ts";

export interface PartnerIntakeOptions {
  readonly router: Router;
  /** The AWS account in which the partner bus is: events that EventBridge delivers there carry it. */
  readonly account: string;
  readonly now: () => Date;
}

/** What became of one event from a partner bus. */
export type PartnerIntakeResult =
  | { readonly kind: "events"; readonly source: string; readonly entries: readonly BusEntry[] }
  | { readonly kind: "refused"; readonly reason: PartnerRefusedReason; readonly detail: string };

export type PartnerRefusedReason =
  | "envelope_malformed"
  | "account_unknown"
  | "source_unknown"
  | "body_malformed";

/** Takes one event as EventBridge delivers it. Never throws for anything in the event. */
export type PartnerIntake = (envelope: unknown) => PartnerIntakeResult;

/**
 * The way of a provider's native EventBridge events: envelope → account → source → split → identify → normalise →
 * match. No signature is looked at: AWS vouches for who put an event on a partner bus, and the function's rule is on
 * that bus alone. What an event is and what its id is are the same as by webhook.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-saas.html
 */
export function createPartnerIntake({ router, account, now }: PartnerIntakeOptions): PartnerIntake {
  const sources = new Map<string, SourceDefinition>();
  for (const source of Object.values(router.sources)) {
    if (source.partnerBus !== undefined) sources.set(source.partnerBus, source);
  }
  return (given) => {
    const envelope: { readonly [Key in "source" | "account" | "detail"]?: unknown } = Object(given);
    if (typeof envelope.source !== "string" || !isObject(envelope.detail)) {
      return refused("envelope_malformed", "it is not an EventBridge event with a source and a detail");
    }
    if (envelope.account !== account) {
      return refused("account_unknown", `it was not put on a bus of account ${account}`);
    }
    const source = sources.get(envelope.source);
    if (source === undefined) {
      const known = [...sources.keys()].join(", ") || "none";
      return refused("source_unknown", `no source of the router has its partner bus (there is ${known})`);
    }
    return entriesOf(router, source, envelope.detail, now());
  };
}

function entriesOf(
  router: Router,
  source: SourceDefinition,
  detail: Json,
  receivedAt: Date,
): PartnerIntakeResult {
  const request = {
    method: "POST",
    url: `https://${source.partnerBus}`,
    headers: [],
    body: new TextEncoder().encode(JSON.stringify(detail)),
  };
  try {
    return {
      kind: "events",
      source: source.name,
      entries: createEntries({ router, source, request, receivedAt }),
    };
  } catch (error) {
    if (!(error instanceof BodyError)) throw error;
    return refused("body_malformed", error.message);
  }
}

function isObject(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(reason: PartnerRefusedReason, detail: string): PartnerIntakeResult {
  return { kind: "refused", reason, detail };
}

import type { Provider } from "../provider.ts";
import type { VerifyOutcome } from "../scheme/scheme.ts";
import { headerValues, type WebhookRequest } from "../webhook-request.ts";
import type { ForensicBudget } from "./budget.ts";
import type { Explanation } from "./explanation.ts";
import type { Probe, Reads, RefusedCase } from "./probe.ts";

/** Another source of the same router, whose secret may be the one, or whose URL the sender may have meant. */
export interface OtherSource {
  readonly source: string;
  readonly provider: Pick<Provider, "id" | "name" | "scheme">;
  readonly secrets: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

export interface ExplainRefusalOptions {
  readonly provider: Pick<Provider, "id" | "name" | "scheme">;
  /** As it arrived. */
  readonly request: WebhookRequest;
  readonly secrets: readonly string[];
  readonly otherSources?: readonly OtherSource[];
  /** When it arrived. */
  readonly now: Date;
  readonly settings?: Readonly<Record<string, string>>;
  readonly toleranceSeconds?: number | undefined;
  readonly budget?: Partial<ForensicBudget>;
  /** Milliseconds that only go forward, for the budget. */
  readonly clock?: () => number;
}

/** A refusal that is looked into: what is known of it, and what may still be tried. */
export interface Inquiry {
  readonly options: ExplainRefusalOptions;
  readonly refused: RefusedCase;
  readonly probe: Probe;
  readonly reads: Reads;
  readonly refusal: Extract<VerifyOutcome, { ok: false }>;
  readonly maxRewrittenBytes: number;
}

/** One thing that could explain it; `undefined` when it does not. */
export type Step = (inquiry: Inquiry) => Promise<Explanation | undefined>;

export const noSettings: Readonly<Record<string, string>> = Object.freeze({});

/** Secrets to watch a scheme with. Without one it reads nothing: any will do to see what it would read. */
export function secretsToRead({ secrets }: Pick<ExplainRefusalOptions, "secrets">): readonly string[] {
  return secrets.length === 0 ? ["00000000000000000000000000000000"] : secrets;
}

/** The headers that the scheme asked for and that are not there, in the order in which it asked. */
export function missingHeaders({ request }: RefusedCase, { headers }: Reads): readonly string[] {
  return headers.filter((name) => headerValues(request.headers, name).length === 0).slice(0, 4);
}

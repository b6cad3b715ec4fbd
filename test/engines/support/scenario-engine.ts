import type { Operator } from "@hookyard/core/operator/operator";
import type { SignedRequest } from "@hookyard/core/testing";

/** One engine with the fixture's router, running: webhooks go in at one end, and an operator looks at the other. */
export interface ScenarioEngine {
  readonly operator: Operator;
  /** Sends a webhook to a source, as its provider would. */
  post(source: string, request: SignedRequest): Promise<Response>;
  /** Resolves when no delivery is on its way any more. */
  settle(): Promise<void>;
  now(): Date;
  close(): Promise<void>;
}

/** The secret of every source. */
export const scenarioSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

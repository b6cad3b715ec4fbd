import {
  createIntake,
  type IntakeResult,
  type RefusedExplanation,
  type Router,
  type WebhookRequest,
} from "@hookyard/core";
import { explainRefusal } from "@hookyard/core/forensics/explain-refusal";
import { neededHeaders } from "@hookyard/core/forensics/needed-headers";

/** A request that was refused, as it crosses threads. */
export interface RefusedRequest {
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  readonly method: string;
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** Why it was refused, as the door has it. */
export interface DoorRefusal {
  readonly code: string;
  readonly reason: string;
  readonly detail?: string;
}

export interface Examined {
  readonly explanation: RefusedExplanation;
  /** What has to be kept to try it again. */
  readonly headers: readonly (readonly [string, string])[];
}

/** What is done with refused requests; CPU work, for a thread beside ingest's. */
export interface Examination {
  explain(request: RefusedRequest, refusal: DoorRefusal): Promise<Examined>;
  /** The request's way up to the bus once more, with the clock of its arrival. */
  verifyAgain(request: RefusedRequest): Promise<IntakeResult>;
}

export interface ExaminationOptions {
  readonly router: Router;
  readonly secrets: (source: string) => readonly string[];
}

export function createExamination({ router, secrets }: ExaminationOptions): Examination {
  return {
    async explain(request, refusal) {
      const source = Object.hasOwn(router.sources, request.source)
        ? router.sources[request.source]
        : undefined;
      if (source === undefined) return { explanation: nothing, headers: [] };
      const own = secrets(request.source);
      const headers = await neededHeaders(source.provider, request, own);
      if (refusal.code !== "signature_invalid") {
        const message =
          refusal.detail ?? "the signature is right, and the body is not what the provider sends";
        return { explanation: { code: "body_malformed", message, evidence: "request" }, headers };
      }
      const otherSources = Object.values(router.sources)
        .filter(({ name }) => name !== request.source)
        .map(({ name, provider, settings }) => ({
          source: name,
          provider,
          settings,
          secrets: secrets(name),
        }));
      const explanation = await explainRefusal({
        provider: source.provider,
        request: request satisfies WebhookRequest,
        secrets: own,
        otherSources,
        now: new Date(request.receivedAt),
        settings: source.settings,
        toleranceSeconds: source.toleranceSeconds,
      });
      return { explanation, headers };
    },
    async verifyAgain(request) {
      const now = new Date(request.receivedAt);
      return createIntake({ router, secrets, now: () => now, fetch, recordsRequests: true })(
        request.source,
        request,
      );
    },
  };
}

const nothing: RefusedExplanation = {
  code: "unexplained",
  message: "the router has no such source any more",
  evidence: "none",
};

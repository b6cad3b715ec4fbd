import type { Tracer } from "@aws-lambda-powertools/tracer";

/** What one attempt is known by in a trace. */
export interface TracedAttempt {
  readonly consumer: string;
  readonly eventId: string;
  /** W3C trace context of the event: one trace id from ingest to every consumer. */
  readonly traceparent?: string;
}

/** Shows attempts in X-Ray, where the invocation is sampled. */
export interface Tracing {
  attempt<End extends { readonly outcome: string }>(
    traced: TracedAttempt,
    run: () => Promise<End>,
  ): Promise<End>;
}

export interface TracingOptions {
  /** X-Ray's header of this invocation, as Lambda sets it; absent outside Lambda. */
  readonly traceHeader: () => string | undefined;
}

/**
 * Tracing by Powertools. Its X-Ray SDK takes longer to load than everything else in a function, so it is loaded when
 * the first sampled invocation comes and not before.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function createTracing({ traceHeader }: TracingOptions): Tracing {
  let tracer: Promise<Tracer> | undefined;
  return {
    async attempt({ consumer, eventId, traceparent }, run) {
      if (traceHeader()?.includes("Sampled=1") !== true) return run();
      tracer ??= loadTracer();
      const subsegment = (await tracer).getSegment()?.addNewSubsegment(`## ${consumer}`);
      subsegment?.addAnnotation("consumer", consumer);
      subsegment?.addAnnotation("event", eventId);
      if (traceparent !== undefined) subsegment?.addAnnotation("traceparent", traceparent);
      try {
        const end = await run();
        subsegment?.addAnnotation("outcome", end.outcome);
        if (end.outcome === "failed" || end.outcome === "timeout") subsegment?.addFaultFlag();
        return end;
      } finally {
        subsegment?.close();
      }
    },
  };
}

async function loadTracer(): Promise<Tracer> {
  const powertools = await import("@aws-lambda-powertools/tracer");
  // Patching every HTTP call of the process would change what handlers do.
  return new powertools.Tracer({ captureHTTPsRequests: false });
}

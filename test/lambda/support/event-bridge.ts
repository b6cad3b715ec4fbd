import {
  createEventBridgeService,
  type PutEntry,
  putEventsAnswer,
  serviceError,
} from "@hookyard/aws/testing/event-bridge-service";
import type { Router } from "@hookyard/core";
import { awsCall } from "./aws-call.ts";
import { createServiceServer, type LoopbackServer, serveOnLoopback } from "./http-server.ts";

/** How EventBridge answers: all is well, no entry is taken, every call is refused, or nobody answers. */
export type BusMood = "well" | "no entry is taken" | "throttled" | "unavailable" | "cut";

export interface EventBridge extends LoopbackServer {
  /** Those that were taken. */
  readonly entries: readonly PutEntry[];
  mood: BusMood;
  calls(): number;
}

export interface EventBridgeOptions {
  readonly router: Router;
  readonly bus: string;
  /** The endpoint of SQS. */
  readonly sqs: string;
  /** URL of a consumer's queue. */
  readonly queueOf: (consumer: string) => string;
}

/** EventBridge at the wire, with the rules that the router's patterns are deployed as. */
export async function startEventBridge({
  router,
  bus,
  sqs,
  queueOf,
}: EventBridgeOptions): Promise<EventBridge> {
  const service = createEventBridgeService([bus]);
  for (const { name, pattern } of Object.values(router.consumers)) {
    service.rules.set(name, {
      pattern: { source: [{ prefix: "hookyard." }], detail: pattern },
      deliver: async (MessageBody) => {
        await awsCall(sqs, "AmazonSQS.SendMessage", { QueueUrl: queueOf(name), MessageBody });
      },
    });
  }
  const state = { mood: "well" as BusMood };
  let calls = 0;
  const server = createServiceServer(async (request) => {
    calls += 1;
    switch (state.mood) {
      case "cut":
        return undefined;
      case "throttled":
        return serviceError("ThrottlingException", "Rate exceeded");
      case "unavailable":
        return serviceError("InternalException", "Something failed", 503);
      case "no entry is taken": {
        const { Entries } = (await request.json()) as { readonly Entries: readonly PutEntry[] }; // safe: the client's own
        return putEventsAnswer(
          Entries.map(() => ({ ErrorCode: "ThrottlingException", ErrorMessage: "slow" })),
        );
      }
      case "well":
        return service.handle(request);
    }
  });
  const served = await serveOnLoopback(server);
  return Object.assign(state, served, { entries: service.taken, calls: () => calls });
}

import { type ConsumerControl, explainEvent } from "@hookyard/core/operator/consumer-control";
import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { Router } from "@hookyard/core/router/router";
import type { StageResources } from "../stage-resources.ts";
import type { EventSourceMappings } from "./event-source-mappings.ts";

export interface ConsumerControlOptions {
  readonly consumers: StageResources["consumers"];
  readonly mappings: Pick<EventSourceMappings, "setEnabled">;
  /** The repository's: says what consumers want. */
  readonly router?: Pick<Router, "consumers">;
}

/** Pauses a consumer by its event source mapping: what waits stays in its queue, which keeps it 14 days. */
export function createConsumerControl({
  consumers,
  mappings,
  router,
}: ConsumerControlOptions): ConsumerControl {
  const set = async (consumer: string, paused: boolean) => {
    const known = Object.hasOwn(consumers, consumer) ? consumers[consumer] : undefined;
    if (known === undefined) return undefined;
    await mappings.setEnabled(known.mapping, !paused);
    return { consumer, paused };
  };
  return {
    pause: (consumer) => set(consumer, true),
    resume: (consumer) => set(consumer, false),
    async explain(event) {
      if (router !== undefined) return explainEvent(router, event);
      throw new OperatorError(
        "router_missing",
        "there is no router at hand to match with. Run this in the repository that the stage was deployed from",
      );
    },
  };
}

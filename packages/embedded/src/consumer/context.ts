import type { Consumer, ConsumerContext, HookyardEvent } from "@hookyard/core";
import type { AttemptAbort } from "@hookyard/core/router/attempt-abort";
import { createHandlerContext } from "@hookyard/core/router/handler-context";
import type { FromConsumer, RunItem } from "./protocol.ts";

export interface ContextOptions {
  readonly consumer: Consumer;
  readonly event: HookyardEvent;
  readonly item: RunItem;
  readonly abort: Pick<AttemptAbort, "signal">;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  readonly post: (message: FromConsumer) => void;
  readonly now: () => number;
}

/** A handler's context whose log lines go to the engine's thread. */
export function createContext({ item, post, ...options }: ContextOptions): ConsumerContext {
  const { consumer, event, now } = options;
  return createHandlerContext({
    ...options,
    of: item,
    write(level, message, fields) {
      const time = new Date(now()).toISOString();
      const deliveryId = `${event.id}:${consumer.name}`;
      post({ kind: "log", record: { time, level, consumer: consumer.name, deliveryId, message, fields } });
    },
  });
}

import type { MessagePort } from "node:worker_threads";
import { ingestThreads } from "./holdings.ts";
import type { EngineLimits } from "./limits.ts";
import { pack, unpackAcknowledgements } from "./packed.ts";
import type { FromRelief, ToRelief } from "./protocol.ts";
import { createPublisher, type Publisher, type PublisherPlace } from "./publisher.ts";

/**
 * A publisher in another thread than the one that started the engine: through a port that the engine was given by
 * `connect`. When the engine ends, all that waits is refused.
 */
export function createPortPublisher(
  port: MessagePort,
  limits: Pick<EngineLimits, "maxPendingEvents" | "maxPendingCharacters">,
  { holdings, firstRequest }: Pick<PublisherPlace, "holdings" | "firstRequest">,
): Publisher {
  const publisher = createPublisher(
    limits,
    (publications) => port.postMessage({ publications: publications.map(pack) } satisfies FromRelief),
    { holdings, firstRequest, step: ingestThreads },
  );
  port.on("message", ({ batch }: ToRelief) => publisher.acknowledged(unpackAcknowledgements(batch)));
  port.on("close", () => publisher.abandon());
  return publisher;
}

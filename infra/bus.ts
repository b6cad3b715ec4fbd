import { resourceName } from "./names.ts";
import type { Settings } from "./settings.ts";

/** EventBridge and what it remembers. */
export interface EventBus {
  readonly bus: sst.aws.Bus;
  readonly archive: aws.cloudwatch.EventArchive;
}

/** Every event that Hookyard puts on the bus has a source that begins so. */
export const eventSourcePrefix = "hookyard.";

export function createBus(settings: Settings): EventBus {
  const bus = new sst.aws.Bus("Bus");
  const archive = new aws.cloudwatch.EventArchive("Archive", {
    name: resourceName("Archive", 48),
    description: "Every event of the bus, for replay",
    eventSourceArn: bus.arn,
    eventPattern: JSON.stringify({ source: [{ prefix: eventSourcePrefix }] }),
    retentionDays: settings.archiveDays,
  });
  return { bus, archive };
}

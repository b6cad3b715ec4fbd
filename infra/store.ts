import { byTimeAttributes } from "../packages/aws/src/table/keys.ts";
import { defaultRetentionSeconds } from "../packages/aws/src/table/schema.ts";
import { router } from "../packages/functions/src/router.ts";
import { queueRetentionDays } from "./queue.ts";
import type { Settings } from "./settings.ts";

/** Where events, deliveries and the bodies that are too large for them are kept. */
export interface Store {
  readonly table: sst.aws.Dynamo;
  readonly bucket: sst.aws.Bucket;
}

/** The keys are explained in `packages/aws/src/table/`. */
export function createStore(settings: Settings): Store {
  const table = new sst.aws.Dynamo("Table", {
    fields: { pk: "string", sk: "string", tpk: "string", tsk: "string" },
    primaryIndex: { hashKey: "pk", rangeKey: "sk" },
    globalIndexes: { byTime: { hashKey: "tpk", rangeKey: "tsk", projection: [...byTimeAttributes] } },
    ttl: "expires",
    deletionProtection: $app.protect,
    transform: {
      table: (args) => {
        args.pointInTimeRecovery = { enabled: true };
      },
    },
  });
  const bucket = new sst.aws.Bucket("Bodies", {
    cors: false,
    lifecycle: [{ id: "expire", expiresIn: `${bodyDays(settings)} days` }],
    transform: {
      bucket: (args) => {
        // A stage that is meant to be thrown away goes with what is in it; nothing else is ever emptied.
        args.forceDestroy = $app.removal === "remove";
      },
      // What keeps a bucket private and small stays with it.
      policy: keptWithBucket,
      publicAccessBlock: keptWithBucket,
      lifecycle: (args, opts) => {
        keptWithBucket(args, opts);
        args.rules = $util.output(args.rules).apply((rules) => [
          ...(rules ?? []),
          {
            id: "abort-unfinished-uploads",
            status: "Enabled",
            filter: { prefix: "" },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ]);
      },
    },
  });
  return { table, bucket };
}

/** As long as anything leads to a body: the archive or the history, and then a queue with a replayed event. */
function bodyDays({ archiveDays }: Settings): number {
  const horizons = Object.values(router.sources).map(({ provider }) => provider.horizonSeconds);
  const historyDays = Math.ceil(Math.max(defaultRetentionSeconds, ...horizons) / 86_400);
  return Math.max(archiveDays, historyDays) + queueRetentionDays;
}

function keptWithBucket(_args: unknown, opts: $util.CustomResourceOptions): undefined {
  opts.retainOnDelete = $app.removal !== "remove";
  return undefined;
}

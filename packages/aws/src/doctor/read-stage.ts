import {
  type DynamoDBClient,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { DescribeArchiveCommand, DescribeEventBusCommand } from "@aws-sdk/client-eventbridge";
import { domainOf } from "../clients.ts";
import { credentialsOf } from "../stage-clients.ts";
import type { StageResources } from "../stage-resources.ts";
import { createDoctorClients } from "./doctor-clients.ts";
import { look } from "./look.ts";
import { readAlarms } from "./read-alarms.ts";
import { readConsumer, readFunction } from "./read-consumer.ts";
import { readLimits } from "./read-limits.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import type { StageState, TableState } from "./stage-state.ts";

export interface ReadStageOptions {
  readonly resources: StageResources;
  /** As `sst shell` gives it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
}

/** The alias of the ingest function that providers reach: `infra/function.ts`. */
const liveAlias = "live";

/** Looks at everything that a stage consists of. Changes nothing; what cannot be seen is told, and never thrown. */
export async function readStage({ resources, env, now }: ReadStageOptions): Promise<StageState> {
  const { region, bus } = resources;
  const clients = createDoctorClients(region, env);
  const { dynamodb, eventBridge, cloudwatch, lambda } = clients;
  try {
    const [busState, archive, table, ingest, alarms, subscriptions, limits, consumers] = await Promise.all([
      look(async () => ({
        arn: (await eventBridge.send(new DescribeEventBusCommand({ Name: bus }))).Arn ?? "",
      })),
      look(async () => {
        const given = await eventBridge.send(new DescribeArchiveCommand({ ArchiveName: resources.archive }));
        return { state: given.State ?? "", eventSourceArn: given.EventSourceArn ?? "" };
      }),
      look(() => readTable(dynamodb, resources.table)),
      look(() => readFunction(lambda, resources.ingestFunction, liveAlias)),
      look(() => readAlarms(cloudwatch)),
      look(async () => {
        const credentials = credentialsOf(env);
        if (credentials === undefined) throw new Error("sst shell gave no credentials");
        return readSubscriptions({
          topic: resources.alarmTopic,
          region,
          endpoint:
            env["AWS_ENDPOINT_URL_SNS"] ??
            env["AWS_ENDPOINT_URL"] ??
            `https://sns.${region}.${domainOf(region)}`,
          credentials: await credentials(),
          now,
        });
      }),
      readLimits(clients, bus, now()),
      Promise.all(
        Object.entries(resources.consumers).map(
          async ([name, consumer]) => [name, await readConsumer(clients, bus, consumer)] as const,
        ),
      ),
    ]);
    return {
      bus: busState,
      archive,
      table,
      ingest,
      alarms,
      subscriptions,
      limits,
      consumers: Object.fromEntries(consumers),
    };
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

async function readTable(dynamodb: DynamoDBClient, TableName: string): Promise<TableState> {
  const [{ Table }, { ContinuousBackupsDescription }, { TimeToLiveDescription }] = await Promise.all([
    dynamodb.send(new DescribeTableCommand({ TableName })),
    dynamodb.send(new DescribeContinuousBackupsCommand({ TableName })),
    dynamodb.send(new DescribeTimeToLiveCommand({ TableName })),
  ]);
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
  const status = TimeToLiveDescription?.TimeToLiveStatus;
  return {
    status: Table?.TableStatus ?? "",
    hasPointInTimeRecovery: recovery === "ENABLED",
    expiresBy:
      status === "ENABLED" || status === "ENABLING" ? TimeToLiveDescription?.AttributeName : undefined,
  };
}

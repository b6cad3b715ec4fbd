import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import type { JsonObject } from "@hookyard/core/event";
import type { Router } from "@hookyard/core/router/router";
import { readStageResources, type StageResources, stageResourcesVariable } from "../stage-resources.ts";
import { type AwsWorld, createAwsWorld } from "./aws-world.ts";
import { type CloudwatchService, startCloudwatchService } from "./cloudwatch-service.ts";
import { type LambdaService, startLambdaService } from "./lambda-service.ts";
import { awsServers } from "./servers.ts";

/** A deployed stage of a router, as `sst shell` describes it to a process, on stand-ins in this process. */
export interface StageWorld {
  readonly aws: AwsWorld;
  readonly cloudwatch: CloudwatchService;
  /** The consumers' event source mappings, all enabled. */
  readonly lambda: LambdaService;
  readonly resources: StageResources;
  /** What `sst shell` puts into the environment, and where the stand-ins are. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface StageWorldOptions {
  readonly stage?: string;
  /** Secrets by source; several separated by commas. */
  readonly secrets?: Readonly<Record<string, string>>;
}

export async function createStageWorld(
  router: Router,
  { stage = "production", secrets = {} }: StageWorldOptions = {},
): Promise<StageWorld> {
  const aws = await createAwsWorld({ consumers: Object.keys(router.consumers) });
  const [servers, cloudwatch, lambda] = await Promise.all([
    awsServers(),
    startCloudwatchService(),
    startLambdaService(aws.now),
  ]);
  const consumers: Record<string, StageResources["consumers"][string]> = {};
  for (const [name, own] of Object.entries(aws.consumers)) {
    const { QueueUrl = "" } = await aws.sqs.send(
      new CreateQueueCommand({ QueueName: `${aws.bus}-${name}-target` }),
    );
    consumers[name] = {
      ...own,
      targetDeadLetterQueue: QueueUrl,
      function: `${aws.bus}-${name}`,
      rule: `${aws.bus}-${name}`,
      mapping: `${aws.bus}-${name}`,
    };
    lambda.mappings.set(`${aws.bus}-${name}`, {
      state: "Enabled",
      lastModified: aws.now() / 1000,
      maximumConcurrency: router.consumers[name]?.concurrency ?? 2,
    });
    const pattern: JsonObject = router.consumers[name]?.pattern ?? {};
    aws.subscribe(name, pattern);
  }
  const linked = {
    url: "https://hooks.example.com",
    region: "us-east-1",
    stage,
    bus: aws.bus,
    archive: `${aws.bus}-archive`,
    table: aws.table,
    bucket: aws.bucket,
    overflowQueue: aws.overflowQueue,
    ingestFunction: `${aws.bus}-ingest`,
    alarmTopic: `arn:aws:sns:us-east-1:123456789012:${aws.bus}`,
    sources: Object.fromEntries(
      Object.keys(router.sources).map((source) => [source, { secretName: secretName(source) }]),
    ),
    consumers,
  };
  const env = {
    [stageResourcesVariable]: JSON.stringify({ type: "sst.sst.Linkable", ...linked }),
    ...Object.fromEntries(
      Object.entries(secrets).map(([source, value]) => [
        `SST_RESOURCE_${secretName(source)}`,
        JSON.stringify({ type: "sst.sst.Secret", value }),
      ]),
    ),
    AWS_ACCESS_KEY_ID: "AKIATEST",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_ENDPOINT_URL_DYNAMODB: servers.dynamodbEndpoint,
    AWS_ENDPOINT_URL_SQS: servers.sqsEndpoint,
    AWS_ENDPOINT_URL_EVENTBRIDGE: `https://events.${aws.bus}.test`,
    AWS_ENDPOINT_URL_S3: `https://s3.${aws.bus}.test`,
    AWS_ENDPOINT_URL_CLOUDWATCH: cloudwatch.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
  };
  return {
    aws,
    cloudwatch,
    lambda,
    env,
    resources: readStageResources(env, stage),
    async close() {
      cloudwatch.close();
      lambda.close();
      await aws.close();
    },
  };
}

function secretName(source: string): string {
  return `SecretOf${source.replaceAll("-", "")}`;
}

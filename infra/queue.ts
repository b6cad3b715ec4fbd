/** As long as SQS keeps anything. */
export const queueRetentionDays = 14;

export interface QueueOptions {
  readonly visibilitySeconds?: number;
  /** Where a message goes that was received `maxReceives` times and never deleted. */
  readonly redrive?: { readonly to: sst.aws.Queue; readonly maxReceives: number };
}

/** A queue that keeps its messages for 14 days, encrypted. */
export function createQueue(name: string, { visibilitySeconds, redrive }: QueueOptions = {}): sst.aws.Queue {
  return new sst.aws.Queue(name, {
    ...(visibilitySeconds !== undefined && { visibilityTimeout: `${visibilitySeconds} seconds` }),
    ...(redrive !== undefined && { dlq: { queue: redrive.to.arn, retry: redrive.maxReceives } }),
    transform: {
      queue: (args) => {
        args.messageRetentionSeconds = queueRetentionDays * 86_400;
        args.sqsManagedSseEnabled = true;
      },
    },
  });
}

/**
 * Lets exactly these rules of EventBridge send to the queue, and nobody without TLS do anything.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
 */
export function allowRules(
  name: string,
  queue: sst.aws.Queue,
  rules: readonly aws.cloudwatch.EventRule[],
): aws.sqs.QueuePolicy {
  return new aws.sqs.QueuePolicy(name, {
    queueUrl: queue.url,
    policy: $jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "RulesSend",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rules.map((rule) => rule.arn) } },
        },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
}

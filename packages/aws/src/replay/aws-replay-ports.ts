import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSClient } from "@aws-sdk/client-sqs";
import { parseEvent } from "@hookyard/core/envelope";
import type { Bodies } from "@hookyard/core/port/bodies";
import type { Replays } from "@hookyard/core/port/replays";
import { compilePattern, matches } from "@hookyard/core/pattern/index";
import type { EventArchive } from "@hookyard/core/replay/event-archive";
import { createPostEvent } from "@hookyard/core/replay/post-event";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import { matchingConsumers } from "@hookyard/core/router/match";
import type { Router } from "@hookyard/core/router/router";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import type { DeliveryTable } from "../deliveries/delivery-table.ts";
import { createJobLanes } from "../jobs/job-lanes.ts";
import { createJobTable } from "../jobs/job-table.ts";
import { countEvents, sendEvents } from "./archive.ts";
import type { BacklogAges } from "./backlog-age.ts";
import { countLetters } from "./count-letters.ts";
import { countOthers } from "./count-others.ts";
import type { DeliveryTexts } from "./delivery-texts.ts";
import { createResend } from "./resend.ts";
import { sendEdited, sendLetters } from "./send-letters.ts";

export interface AwsReplayOptions {
  readonly dynamodb: DynamoDBClient;
  readonly sqs: SQSClient;
  /** Its name. */
  readonly table: string;
  readonly bodies: Pick<Bodies, "get">;
  readonly deliveries: DeliveryTable;
  readonly letters: SqsDeadLetters;
  readonly texts: DeliveryTexts;
  readonly backlogAges: BacklogAges;
  /** URL of a consumer's queue. */
  readonly queue: (consumer: string) => string | undefined;
  /** EventBridge's; absent: all is taken from the event table. */
  readonly archive?: EventArchive;
  readonly router?: Router;
  readonly fetch: typeof fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * What replay works with, on SQS and the table. A letter is sent and then written down, so one that is cut off in
 * between may be sent twice; its consumer handles it once, by its generation.
 */
export function createAwsReplayPorts(options: AwsReplayOptions): ReplayPorts {
  const { letters, router, archive } = options;
  return {
    jobs: createJobTable(options),
    replays: createReplays(options),
    // A job lists its letters over and over: what only the queues know was looked for when it was planned.
    letters: { ...letters, list: (filter, page) => letters.listKnown(filter, page, { isBrief: true }) },
    post: createPostEvent(options.fetch),
    ...(archive !== undefined && { archive }),
    ...(router !== undefined && { match: (text) => matchingConsumers(router, parseEvent(text)) }),
  };
}

function createReplays(options: AwsReplayOptions): Replays {
  const { texts, letters, deliveries: table, now } = options;
  const lanes = createJobLanes(options);
  const deliveries = table.getMany;
  const resend = createResend({ ...options, table, lanes });
  const sending = { deliveries, table, texts, resend, now };
  const events = { ...options, deliveries, resend, lanes, wants: createWants(options.router) };
  return {
    countLetters: (filter, cursor) => countLetters(filter, cursor, { letters, texts }),
    sendLetters: async (request) => {
      const sent = await sendLetters(request, sending);
      if (request.job === undefined) await letters.removeMessages(sent.ids);
      return sent;
    },
    countEvents: (query, request) => countEvents(query, request, events),
    countOthers: (filter, request) => countOthers(filter, request, { ...events, letters, texts }),
    sendEvents: (request) => sendEvents(request, events),
    async notePosted({ job, consumer, done, failed, upto }) {
      await lanes.note(job, consumer, { done, failed, position: upto });
    },
    postedUpto: (job, consumer) => lanes.position(job, consumer),
    progress: (job) => lanes.progress(job),
    backlogAgeSeconds: options.backlogAges,
    async texts(ids) {
      const known = await deliveries(ids);
      const whole = await texts.wholeTexts([...known.values()]);
      return ids.map((id) => whole.get(id));
    },
    async sendEdited(edit) {
      const isSent = await sendEdited(edit, sending);
      if (isSent) await letters.removeMessages([edit.id]);
      return isSent;
    },
  };
}

/** A consumer that the router does not have wants nothing. */
function createWants(router: Router | undefined): (consumer: string, text: string) => boolean {
  const patterns = new Map(
    Object.entries(router?.consumers ?? {}).map(([name, { pattern }]) => [name, compilePattern(pattern)]),
  );
  return (consumer, text) => {
    const pattern = patterns.get(consumer);
    return pattern !== undefined && matches(pattern, parseEvent(text));
  };
}

import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Router } from "@hookyard/core/router/router";
import { type StageResources, stageResourcesVariable } from "../stage-resources.ts";
import { account, answersOfDeployed, arn } from "./deployed-answers.ts";

/** The answers of an account in which a stage is deployed, by service and operation; a test breaks what it wants. */
export interface StageAccount {
  readonly env: Readonly<Record<string, string>>;
  /** `AWSEvents.DescribeRule fulfil-order`: what is answered. `undefined` is answered as not there. */
  readonly answers: Map<string, object | undefined>;
  /** Changes fields of an answer that is there. */
  change(call: string, fields: object): void;
  /** Changes attributes of a queue. */
  changeQueue(name: string, attributes: Readonly<Record<string, string | undefined>>): void;
  /** Everything that was asked for, as above. */
  readonly calls: string[];
  close(): void;
}

/**
 * A stage as `infra/` deploys it, described by a stand-in for AWS on loopback, in AWS's own words.
 * `secrets`: by source.
 */
export function startStageAccount(
  router: Router,
  secrets: Readonly<Record<string, string>>,
): Promise<StageAccount> {
  const sources = Object.keys(router.sources);
  return startAccount(answersOfDeployed(router, secrets), (endpoint) => ({
    [stageResourcesVariable]: JSON.stringify(linkedOf(router, endpoint)),
    ...Object.fromEntries(
      sources.map((source) => [`SST_RESOURCE_SecretOf${source}`, JSON.stringify({ value: secrets[source] })]),
    ),
  }));
}

/** An account that gives these answers. `linked`: what `sst shell` hands over of the stage, given where AWS is. */
export async function startAccount(
  answers: Map<string, object | undefined>,
  linked: (endpoint: string) => Readonly<Record<string, string>>,
): Promise<StageAccount> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const call = callOf(request, Buffer.concat(chunks).toString("utf8"));
      calls.push(call);
      const { status, body, type } = answerTo(call, answers);
      const headers = { "content-type": type, ...(status === 404 && { "x-amzn-errortype": notThere }) };
      response.writeHead(status, headers).end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  const endpoint = `http://127.0.0.1:${port}`;
  return {
    answers,
    calls,
    env: {
      ...linked(endpoint),
      AWS_ACCESS_KEY_ID: "AKIATEST",
      AWS_SECRET_ACCESS_KEY: "test",
      AWS_ENDPOINT_URL: endpoint,
    },
    change(call, fields) {
      answers.set(call, { ...answers.get(call), ...fields });
    },
    changeQueue(name, attributes) {
      const call = `AmazonSQS.GetQueueAttributes ${name}`;
      const { Attributes } = answers.get(call) as { readonly Attributes: object }; // safe: it is deployed so
      answers.set(call, { Attributes: { ...Attributes, ...attributes } });
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function linkedOf(router: Router, endpoint: string): StageResources {
  const url = (name: string): string => `${endpoint}/${account}/${name}`;
  return {
    url: "https://hooks.example.com",
    region: "us-east-1",
    stage: "production",
    bus: "bus",
    archive: "archive",
    table: "table",
    bucket: "bucket",
    overflowQueue: url("overflow"),
    ingestFunction: "ingest",
    alarmTopic: arn("sns", "alarms"),
    sources: Object.fromEntries(
      Object.keys(router.sources).map((source) => [source, { secretName: `SecretOf${source}` }]),
    ),
    consumers: Object.fromEntries(
      Object.keys(router.consumers).map((name) => [
        name,
        {
          queue: url(name),
          deadLetterQueue: url(`${name}-dlq`),
          targetDeadLetterQueue: url(`${name}-target`),
          function: name,
          rule: name,
          mapping: name,
        },
      ]),
    ),
  };
}

interface Asked {
  readonly Name?: string;
  readonly ArchiveName?: string;
  readonly Rule?: string;
  readonly EventBusName?: string;
  readonly TableName?: string;
  readonly QueueUrl?: string;
  readonly ServiceCode?: string;
}

function callOf({ url = "/", headers }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  if (typeof target === "string") {
    const asked = JSON.parse(body) as Asked; // safe: the client's own serialiser
    const queue = asked.QueueUrl?.slice(asked.QueueUrl.lastIndexOf("/") + 1);
    const name =
      asked.Rule ?? asked.Name ?? asked.ArchiveName ?? asked.TableName ?? asked.ServiceCode ?? queue;
    return [target, name ?? asked.EventBusName].filter((part) => part !== undefined).join(" ");
  }
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const [, , kind = "", name = "", what = ""] = pathname.split("/");
  if (kind === "functions") {
    const qualifier = searchParams.get("Qualifier");
    return `${what === "configuration" ? "function" : "concurrency"} ${name}${qualifier === null ? "" : `:${qualifier}`}`;
  }
  if (kind === "event-source-mappings") return `mapping ${name}`;
  return kind === "account-settings" ? "account" : "sns";
}

const notThere = "ResourceNotFoundException";
/** Of the table: nothing is in it. */
const emptyReads: ReadonlySet<string> = new Set(["Query", "GetItem", "BatchGetItem"]);

function answerTo(
  call: string,
  answers: ReadonlyMap<string, object | undefined>,
): { readonly status: number; readonly body: string; readonly type: string } {
  const answer = answers.get(call);
  const type = "application/x-amz-json-1.0";
  const [, operation = ""] = /^DynamoDB_20120810\.(\w+)/.exec(call) ?? [];
  if (answer === undefined && emptyReads.has(operation))
    return { status: 200, type, body: JSON.stringify({ Items: [], Count: 0, Responses: {} }) };
  if (answer === undefined)
    return { status: 404, type, body: JSON.stringify({ __type: notThere, message: `no ${call}` }) };
  if (call === "sns") return { status: 200, type: "text/xml", body: subscriptionsXml(answer) };
  if ("__type" in answer) return { status: 400, type, body: JSON.stringify(answer) };
  return { status: 200, type, body: JSON.stringify(answer) };
}

function subscriptionsXml(answer: object): string {
  const { members } = answer as { readonly members: readonly string[] }; // safe: it is deployed so, and tests set it so
  const list = members.map(
    (member) =>
      `<member><Owner>${account}</Owner><Protocol>email</Protocol><SubscriptionArn>${member}</SubscriptionArn></member>`,
  );
  return `<ListSubscriptionsByTopicResponse><ListSubscriptionsByTopicResult><Subscriptions>${list.join("")}</Subscriptions></ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}

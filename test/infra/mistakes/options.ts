import { add, change, drop, inGraph, type Mistake, permit, resourceNamed } from "./mistake.ts";

const warm = "provisioned instances are those that the URL leads to";
const door = "CloudFront and a WAF are before the function where the settings want them, and nowhere else";
const rule =
  "each partner bus that a source names has a rule to the partner function, with a dead-letter queue";
const failures = "what the partner function fails at three times is kept, and it may do what the ingest may";

export const warmMistakes: readonly Mistake[] = [
  inGraph("the URL leads past the warm instances", warm, (graph) =>
    change(graph, "IngestUrl", () => ({ qualifier: undefined })),
  ),
  inGraph("nothing is kept warm", warm, (graph) => drop(graph, "IngestWarm")),
  inGraph(
    "the open permission is not the alias's",
    "anybody may use the ingest function's URL, and invoke no function otherwise",
    (graph) => change(graph, "IngestUrlInvoke", () => ({ qualifier: undefined })),
  ),
];

export const doorMistakes: readonly Mistake[] = [
  inGraph("the distribution has another name", door, (graph) =>
    change(graph, "DoorCdnDistribution", () => ({ aliases: ["www.example.com"] })),
  ),
  inGraph("the WAF is not the distribution's", door, (graph) =>
    change(graph, "DoorCdnDistribution", () => ({ webAclId: undefined })),
  ),
  inGraph("the distribution takes no POST", door, (graph) =>
    change(graph, "DoorCdnDistribution", ({ defaultCacheBehavior }) => ({
      defaultCacheBehavior: { ...Object(defaultCacheBehavior), allowedMethods: ["GET", "HEAD"] },
    })),
  ),
  inGraph("the WAF reads bodies", door, (graph) =>
    change(graph, "DoorWaf", ({ rules }) => ({
      rules: [rules, { statement: { managedRuleGroupStatement: {} } }],
    })),
  ),
];

export const partnerMistakes: readonly Mistake[] = [
  inGraph("a partner bus has no rule", rule, (graph) => drop(graph, "StripePartnerRule")),
  inGraph("a partner's rule takes everything", rule, (graph) =>
    change(graph, "StripePartnerRule", () => ({ eventPattern: '{"source":[{"prefix":""}]}' })),
  ),
  inGraph("a partner's rule may not invoke the function", rule, (graph) =>
    drop(graph, "StripeEuPartnerInvoke"),
  ),
  inGraph("a partner's target has no dead-letter queue", rule, (graph) =>
    change(graph, "StripePartnerTarget", () => ({ deadLetterConfig: undefined })),
  ),
  inGraph("what the partner function fails at is lost", failures, (graph) => drop(graph, "PartnerFailures")),
  inGraph("the partner function may scan the table", failures, (graph) =>
    permit(graph, "PartnerRole", (statements) => [
      ...statements,
      {
        Effect: "Allow",
        Action: ["dynamodb:Scan"],
        Resource: [resourceNamed(graph, "TableTable").outputs["arn"]],
      },
    ]),
  ),
  inGraph("the partner function has a URL", failures, (graph) =>
    add(graph, { ...resourceNamed(graph, "IngestUrl"), name: "PartnerUrl" }),
  ),
];

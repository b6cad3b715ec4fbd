import { type Inputs, text } from "../graph.ts";

/** What AWS would answer to what is created and asked, as far as anything else in the graph reads it. */
export const account = "123456789012";
export const region = "eu-central-1";

/** Which input is a resource's name at AWS, and what its ARN looks like with it. */
const kinds: Readonly<Record<string, readonly [field: string, arn: (name: string) => string]>> = {
  "aws:cloudwatch/eventArchive:EventArchive": ["name", (name) => arn("events", `archive/${name}`)],
  "aws:cloudwatch/eventBus:EventBus": ["name", (name) => arn("events", `event-bus/${name}`)],
  "aws:cloudwatch/logGroup:LogGroup": ["name", (name) => arn("logs", `log-group:${name}`)],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name", (name) => arn("cloudwatch", `alarm:${name}`)],
  "aws:dynamodb/table:Table": ["name", (name) => arn("dynamodb", `table/${name}`)],
  "aws:iam/role:Role": ["name", (name) => `arn:aws:iam::${account}:role/${name}`],
  "aws:lambda/function:Function": ["name", (name) => arn("lambda", `function:${name}`)],
  "aws:s3/bucket:Bucket": ["bucket", (name) => `arn:aws:s3:::${name}`],
  "aws:sns/topic:Topic": ["name", (name) => arn("sns", name)],
  "aws:sqs/queue:Queue": ["name", (name) => arn("sqs", name)],
  "aws:wafv2/webAcl:WebAcl": ["name", (name) => `arn:aws:wafv2:us-east-1:${account}:global/webacl/${name}/1`],
};

/** The state of a resource once it is created. */
export function created(type: string, name: string, inputs: Inputs): { id: string; state: Inputs } {
  const kind = kinds[type];
  if (kind !== undefined) {
    const [field, arnOf] = kind;
    const physical = text(inputs[field] ?? name);
    const state = { ...inputs, [field]: physical, arn: arnOf(physical), ...more(type, physical) };
    return { id: type === "aws:sqs/queue:Queue" ? queueUrl(physical) : physical, state };
  }
  return { id: `${name}-id`, state: { ...inputs, ...special(type, name, inputs) } };
}

/** The answer to a question such as `aws:iam/getPolicyDocument:getPolicyDocument`. */
export function answered(token: string, inputs: Inputs): Inputs {
  switch (token) {
    case "aws:index/getRegion:getRegion":
      return { id: region, name: region, region };
    case "aws:index/getPartition:getPartition":
      return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com" };
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return { id: account, accountId: account };
    case "aws:iam/getPolicyDocument:getPolicyDocument":
      return { ...inputs, json: policyDocument(inputs) };
    case "aws:route53/getZone:getZone":
    case "aws:route53/getZones:getZones":
      return { id: "Z1", zoneId: "Z1", ids: ["Z1"], name: "example.com" };
    default:
      throw new Error(
        `${token} is asked of AWS: say in test/infra/evaluation/aws-answers.ts what it answers`,
      );
  }
}

function more(type: string, name: string): Inputs {
  switch (type) {
    case "aws:sqs/queue:Queue":
      return { url: queueUrl(name) };
    case "aws:lambda/function:Function":
      return {
        version: "1",
        qualifiedArn: `${arn("lambda", `function:${name}`)}:1`,
        invokeArn: `invoke:${name}`,
      };
    case "aws:s3/bucket:Bucket":
      return {
        bucketDomainName: `${name}.s3.amazonaws.com`,
        bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      };
    default:
      return {};
  }
}

function special(type: string, name: string, inputs: Inputs): Inputs {
  switch (type) {
    case "aws:cloudwatch/eventRule:EventRule": {
      const rule = text(inputs["name"] ?? name);
      return {
        name: rule,
        arn: arn("events", `rule/${text(inputs["eventBusName"] ?? "default")}/${rule}`),
      };
    }
    case "aws:lambda/alias:Alias":
      return { arn: arn("lambda", `function:${text(inputs["functionName"])}:${text(inputs["name"])}`) };
    case "aws:lambda/functionUrl:FunctionUrl":
      return { functionUrl: `https://${name.toLowerCase()}.lambda-url.${region}.on.aws/` };
    case "aws:lambda/eventSourceMapping:EventSourceMapping":
      return { uuid: `uuid-of-${name}`, arn: arn("lambda", `event-source-mapping:uuid-of-${name}`) };
    case "aws:cloudfront/distribution:Distribution":
      return {
        domainName: "d111111abcdef8.cloudfront.net",
        hostedZoneId: "Z2",
        arn: `arn:aws:cloudfront::${account}:distribution/E1`,
      };
    case "aws:acm/certificate:Certificate":
      return {
        arn: arn("acm", "certificate/1"),
        domainValidationOptions: [
          {
            domainName: inputs["domainName"],
            resourceRecordName: "_a.example.com",
            resourceRecordType: "CNAME",
            resourceRecordValue: "_b",
          },
        ],
      };
    case "random:index/randomBytes:RandomBytes":
      return { base64: "c3RhbmQtaW4ga2V5IG9mIHRoaXJ0eS10d28gYnl0ZXM=" };
    default:
      return { arn: arn("any", name) };
  }
}

function arn(service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

function queueUrl(name: string): string {
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
}

interface Statement {
  readonly effect?: string;
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  readonly principals?: readonly { readonly type: string; readonly identifiers: readonly string[] }[];
  readonly conditions?: readonly {
    readonly test: string;
    readonly variable: string;
    readonly values: readonly string[];
  }[];
}

/** As the provider writes it: https://www.pulumi.com/registry/packages/aws/api-docs/iam/getpolicydocument/ */
function policyDocument(inputs: Inputs): string {
  const statements = (inputs["statements"] ?? []) as readonly Statement[]; // safe: the provider's own schema
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(({ effect, actions, resources, principals, conditions }) => ({
      Effect: effect ?? "Allow",
      Action: actions,
      Resource: resources,
      ...(principals !== undefined && {
        Principal: Object.fromEntries(principals.map(({ type, identifiers }) => [type, identifiers])),
      }),
      ...(conditions !== undefined && { Condition: conditionsOf(conditions) }),
    })),
  });
}

function conditionsOf(conditions: NonNullable<Statement["conditions"]>): Inputs {
  const grouped: Record<string, Record<string, readonly string[]>> = {};
  for (const { test, variable, values } of conditions) (grouped[test] ??= {})[variable] = values;
  return grouped;
}

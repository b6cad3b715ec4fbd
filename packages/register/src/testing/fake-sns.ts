import { createHash, createHmac } from "node:crypto";
import { type HttpHandler, HttpResponse, http } from "msw";
import { awsSnsClient } from "../client/aws-sns.ts";
import { type FakeAccount, type FakeEndpoint, type FakeProvider, pageSize } from "./fake-account.ts";

const topicArn = "arn:aws:sns:eu-central-1:123456789012:orders";
const credentials = { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/hunter2", session: "IQoJb3JpZ2luX2VjE" };

/** SNS. One that is disabled waits for its confirmation; which ids send raw messages tests may say. */
export function snsWith(rawIds: Set<string>): FakeProvider {
  return {
    client: awsSnsClient,
    key: Object.values(credentials).join(":"),
    settings: { topicArn },
    handlers: (account) => handlers(account, rawIds),
  };
}

export const sns: FakeProvider = snsWith(new Set());

function handlers(account: FakeAccount, rawIds: Set<string>): readonly HttpHandler[] {
  return [
    http.post("https://sns.eu-central-1.amazonaws.com/", async ({ request }) => {
      const body = await request.text();
      account.requests.push({ method: request.method, url: request.url, body });
      if (!isSigned(request, body))
        return refusal(403, "SignatureDoesNotMatch", "The signature is not the one that we made");
      const form = new URLSearchParams(body);
      const arn = form.get("SubscriptionArn") ?? "";
      const found = account.endpoints.find(({ id }) => id === arn);
      if (form.has("SubscriptionArn") && !arn.startsWith("arn:"))
        return refusal(400, "InvalidParameter", "An ARN must have at least 6 elements, not 1");
      switch (form.get("Action")) {
        case "ListSubscriptionsByTopic":
          return list(account, form);
        case "Subscribe":
          return subscribe(account, form);
        case "GetSubscriptionAttributes":
          return found === undefined ? gone() : attributes(rawIds.has(arn));
        case "SetSubscriptionAttributes":
          if (form.get("AttributeName") === "RawMessageDelivery" && form.get("AttributeValue") === "false")
            rawIds.delete(arn);
          return found === undefined ? gone() : xml("SetSubscriptionAttributes", "");
        case "Unsubscribe":
          account.endpoints = account.endpoints.filter(({ id }) => id !== arn);
          return xml("Unsubscribe", "");
        default:
          return refusal(400, "InvalidAction", "Could not find the operation");
      }
    }),
  ];
}

function list({ endpoints }: FakeAccount, form: URLSearchParams): Response {
  const start = Number(form.get("NextToken") ?? 0);
  const next = start + pageSize < endpoints.length ? start + pageSize : undefined;
  const members = endpoints
    .slice(start, start + pageSize)
    .map(member)
    .join("");
  const token = next === undefined ? "" : `<NextToken>${next}</NextToken>`;
  // A topic has other subscriptions too, and shows those that are gone for some days.
  const others = start === 0 ? otherMembers : "";
  return xml("ListSubscriptionsByTopic", `<Subscriptions>${others}${members}</Subscriptions>${token}`);
}

const otherMembers = [
  ["email", "PendingConfirmation", "ann@acme.example"],
  ["https", "Deleted", "https://hooks.example.com/webhooks/mine"],
]
  .map(
    ([protocol, arn, endpoint]) =>
      `<member><TopicArn>${topicArn}</TopicArn><Protocol>${protocol}</Protocol><SubscriptionArn>${arn}</SubscriptionArn><Owner>123456789012</Owner><Endpoint>${endpoint}</Endpoint></member>`,
  )
  .join("");

function member({ id, url, isEnabled }: FakeEndpoint): string {
  const arn = isEnabled ? id : "PendingConfirmation";
  return `<member><TopicArn>${topicArn}</TopicArn><Protocol>https</Protocol><SubscriptionArn>${arn}</SubscriptionArn><Owner>123456789012</Owner><Endpoint>${url.replaceAll("&", "&amp;")}</Endpoint></member>`;
}

function subscribe(account: FakeAccount, form: URLSearchParams): Response {
  if (form.get("TopicArn") !== topicArn || form.get("Protocol") !== "https")
    return refusal(400, "InvalidParameter", "Invalid parameter");
  const url = form.get("Endpoint") ?? "";
  let found = account.endpoints.find((endpoint) => endpoint.url === url);
  if (found === undefined) {
    found = { id: `${topicArn}:sub-${account.nextNumber++}`, url, types: [], isEnabled: true, secret: "" };
    account.endpoints.push(found);
  }
  found.isEnabled = true; // confirmed at once
  return xml("Subscribe", `<SubscriptionArn>${found.id}</SubscriptionArn>`);
}

function attributes(isRaw: boolean): Response {
  const entry = (key: string, value: string): string =>
    `<entry><key>${key}</key><value>${value}</value></entry>`;
  return xml(
    "GetSubscriptionAttributes",
    `<Attributes>${entry("Protocol", "https")}${entry("RawMessageDelivery", String(isRaw))}</Attributes>`,
  );
}

function xml(action: string, result: string): Response {
  const text = `<${action}Response xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <${action}Result>${result}</${action}Result>
  <ResponseMetadata><RequestId>0f5c</RequestId></ResponseMetadata>
</${action}Response>
`;
  return HttpResponse.xml(text);
}

function refusal(status: number, code: string, message: string): Response {
  const text = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>0f5c</RequestId></ErrorResponse>`;
  return HttpResponse.xml(text, { status });
}

function gone(): Response {
  return refusal(404, "NotFound", "Subscription does not exist");
}

/** Signature Version 4 made anew from what came. @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
function isSigned(request: Request, body: string): boolean {
  const { headers, url, method } = request;
  const shown =
    /^AWS4-HMAC-SHA256 Credential=(\S+?)\/(\S+), SignedHeaders=(\S+), Signature=([0-9a-f]{64})$/.exec(
      headers.get("authorization") ?? "",
    );
  const [, id, scope = "", names = "", signature] = shown ?? [];
  const time = headers.get("x-amz-date") ?? "";
  const isScoped = scope === `${time.slice(0, 8)}/eu-central-1/sns/aws4_request`;
  if (id !== credentials.id || !isScoped || headers.get("x-amz-security-token") !== credentials.session)
    return false;
  const lines = names
    .split(";")
    .map((name) => `${name}:${name === "host" ? new URL(url).host : headers.get(name)}\n`)
    .join("");
  const canonical = `${method}\n${new URL(url).pathname}\n\n${lines}\n${names}\n${sha256(body)}`;
  let key: Buffer = Buffer.from(`AWS4${credentials.secret}`);
  for (const part of scope.split("/")) key = createHmac("sha256", key).update(part).digest();
  const text = `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`;
  return createHmac("sha256", key).update(text).digest("hex") === signature;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Calls a service that speaks AWS's JSON protocols, without an SDK: what is tested must not be what tests it. */
export async function awsCall<Output>(
  endpoint: string,
  target: string,
  input: object,
  version: "1.0" | "1.1" = "1.0",
): Promise<Output> {
  const service = target.startsWith("DynamoDB") ? "dynamodb" : "sqs";
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": `application/x-amz-json-${version}`,
      "x-amz-target": target,
      "x-amz-date": "20260101T000000Z",
      authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${target} answered ${response.status}: ${text}`);
  return (text === "" ? {} : JSON.parse(text)) as Output; // safe: the caller names what the service documents
}

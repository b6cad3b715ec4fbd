import type { LambdaFunctionURLEvent } from "aws-lambda";
import { expect, test } from "vitest";
import { callerOf, preludeOf, requestOf } from "./console-http.ts";

/** As AWS documents it: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
function event(changes: object = {}): LambdaFunctionURLEvent {
  return {
    version: "2.0",
    rawPath: "/console/api/v1/events",
    rawQueryString: "type=payment.*&type=a%2Fb",
    cookies: ["one=1", "two=2"],
    headers: { host: "abc.lambda-url.eu-west-1.on.aws", "x-name": "Jürgen" },
    requestContext: { domainName: "abc.lambda-url.eu-west-1.on.aws", http: { method: "GET" } },
    isBase64Encoded: false,
    ...changes,
  } as unknown as LambdaFunctionURLEvent; // safe: as much of it as is read
}

test("a Function URL's event is a request with its path, query, headers and cookies as they were", () => {
  const request = requestOf(event());

  expect(request.url).toBe(
    "https://abc.lambda-url.eu-west-1.on.aws/console/api/v1/events?type=payment.*&type=a%2Fb",
  );
  expect(request.headers.get("cookie")).toBe("one=1; two=2");
  expect(Buffer.from(request.headers.get("x-name") ?? "", "latin1").toString()).toBe("Jürgen");
});

test.each([
  ["in base64", { body: Buffer.from('{"ä":1}').toString("base64"), isBase64Encoded: true }],
  ["as text", { body: '{"ä":1}', isBase64Encoded: false }],
])("its body arrives %s", async (_how, body) => {
  const http = { domainName: "abc", http: { method: "POST" } };

  expect(await requestOf(event({ ...body, requestContext: http })).text()).toBe('{"ä":1}');
});

test("several cookies of a response stay several", () => {
  const headers = new Headers([
    ["set-cookie", "one=1; Path=/a"],
    ["set-cookie", "two=2; Expires=Sat, 21 Nov 2026 00:00:00 GMT"],
    ["content-type", "text/html"],
  ]);

  expect(preludeOf(new Response(null, { status: 401, headers }))).toEqual({
    statusCode: 401,
    headers: { "content-type": "text/html" },
    cookies: ["one=1; Path=/a", "two=2; Expires=Sat, 21 Nov 2026 00:00:00 GMT"],
  });
});

test("who calls is whom IAM names, and nobody where the URL is open", () => {
  const userArn = "arn:aws:sts::123456789012:assumed-role/on-call/alice";
  const signed = event({ requestContext: { authorizer: { iam: { userArn } }, http: { method: "GET" } } });

  expect(callerOf(signed)).toBe(userArn);
  expect(callerOf(event({ headers: { "x-caller": userArn } }))).toBeUndefined();
});

import type { IncomingMessage, ServerResponse } from "node:http";

/** The event with which a Function URL invokes its function for a request; `caller` is who signed it, where IAM asks. */
export async function functionUrlEvent(request: IncomingMessage, caller?: string): Promise<object> {
  const { method = "GET", url = "/" } = request;
  const { pathname, search } = new URL(url, "http://localhost");
  const { host = "localhost", cookie, ...headers } = request.headers;
  const body = Buffer.concat(await request.toArray());
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    ...(cookie !== undefined && { cookies: cookie.split("; ") }),
    headers: {
      ...Object.fromEntries(texts),
      host,
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
    },
    requestContext: {
      accountId: "anonymous",
      apiId: "abc123",
      domainName: host,
      domainPrefix: "abc123",
      ...(caller !== undefined && { authorizer: { iam: { userArn: caller } } }),
      http: { method, path: pathname, protocol: "HTTP/1.1", sourceIp: "203.0.113.7", userAgent: "test" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "$default",
      stage: "$default",
      time: "21/Nov/2026:00:00:00 +0000",
      timeEpoch: Date.now(),
    },
    ...(body.byteLength > 0 && { body: body.toString("base64") }),
    isBase64Encoded: body.byteLength > 0,
  };
}

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A listener whose failures are told as a Function URL tells those of its function, and on standard error. */
export function orBadGateway(answer: Answer): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      process.stderr.write(`the invocation failed: ${String(error)}\n`);
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
  };
}

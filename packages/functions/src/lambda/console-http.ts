import type { LambdaFunctionURLEvent } from "aws-lambda";

/** A Function URL's invocation as a request; the address is the URL's own, whatever the browser called it. */
export function requestOf(event: LambdaFunctionURLEvent): Request {
  const { rawPath, rawQueryString, requestContext, body, isBase64Encoded, cookies } = event;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value !== undefined) headers.set(name, asLatin1(value));
  }
  if (cookies !== undefined) headers.set("cookie", cookies.join("; ")); // Lambda takes them out of the headers
  const query = rawQueryString === "" ? "" : `?${rawQueryString}`;
  const { method } = requestContext.http;
  const hasBody = body !== undefined && method !== "GET" && method !== "HEAD";
  return new Request(`https://${requestContext.domainName}${rawPath}${query}`, {
    method,
    headers,
    ...(hasBody && { body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8") }),
  });
}

/**
 * What Lambda sends ahead of a streamed body. Cookies stand beside the headers: else several would become one.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/response-streaming-tutorial.html
 */
export interface ResponsePrelude {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

export function preludeOf({ status, headers }: Response): ResponsePrelude {
  return {
    statusCode: status,
    headers: Object.fromEntries([...headers].filter(([name]) => name !== "set-cookie")),
    cookies: headers.getSetCookie(),
  };
}

/** Who called, as IAM knows them; `undefined` where the URL is open and the key alone decides. */
export function callerOf({ requestContext }: LambdaFunctionURLEvent): string | undefined {
  const { authorizer } = requestContext as {
    readonly authorizer?: { readonly iam?: { readonly userArn?: string } };
  }; // safe: as documented, each part may be missing
  return authorizer?.iam?.userArn;
}

/** Headers are bytes; Lambda decodes them as UTF-8, and `Headers` takes nothing that is no byte. */
function asLatin1(value: string): string {
  return Buffer.from(value, "utf8").toString("latin1");
}

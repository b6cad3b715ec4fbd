import type { Json } from "@hookyard/core";
import { readPlainXml } from "@hookyard/core/body/plain-xml";
import { BodyError } from "@hookyard/core/body/body-error";
import { AwsV4Signer } from "aws4fetch";
import { AnswerShapeError, objectAt, optionalTextAt, valueAt } from "../api/answer.ts";
import { maxAnswerBytes, readText } from "../api/read-body.ts";
import type { ClientContext } from "../endpoint/endpoint.ts";

export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Of a role that was assumed. */
  readonly sessionToken?: string;
}

/**
 * A `fetch` for an AWS service of the query protocol: what it sends is signed by Signature Version 4, each try anew and
 * by the context's clock, and the XML that comes back is handed on as JSON. Anything else comes as it is. (The engine's
 * own signer on AWS is made for its hot path, and a client of one provider is no reason to need that package.)
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function awsQueryFetch(
  { fetch: send, now }: Pick<ClientContext, "fetch" | "now">,
  options: { readonly service: string; readonly region: string; readonly credentials: AwsCredentials },
): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const body = await request.text();
    const { service, region, credentials } = options;
    const signed = await new AwsV4Signer({
      url: request.url,
      method: request.method,
      headers: request.headers,
      body,
      service,
      region,
      ...credentials,
      datetime: now()
        .toISOString()
        .replaceAll(/[-:]|\.\d+/g, ""), // 20261121T000000Z
    }).sign();
    const response = await send(request.url, { ...init, headers: signed.headers, body });
    return asJson(response);
  };
}

async function asJson(response: Response): Promise<Response> {
  const { status, headers } = response;
  const text = await readText(response, maxAnswerBytes);
  // What is larger than is read stays so, and is told by who reads it.
  if (text === undefined) return new Response(new Uint8Array(maxAnswerBytes + 1), { status, headers });
  if (text === "") return new Response(null, { status, headers });
  const json = readXml(text);
  return new Response(json === undefined ? text : JSON.stringify(json), { status, headers });
}

/** XML as JSON, an error as `{ message }` with its code; `undefined` for what is no XML. */
function readXml(text: string): Json | undefined {
  try {
    const json = readPlainXml(text);
    if (valueAt(json, "ErrorResponse.Error") === undefined) return json;
    const error = objectAt(json, "ErrorResponse.Error");
    return { message: `${optionalTextAt(error, "Code")}: ${optionalTextAt(error, "Message")}` };
  } catch (error) {
    if (error instanceof BodyError) return undefined;
    throw error;
  }
}

/**
 * The items of a list in XML, each under `name`: an element is one by itself, several a list, none no more than space.
 * Throws `AnswerShapeError`.
 */
export function itemsAt(json: Json, path: string, name: string): readonly Json[] {
  const list = valueAt(json, path);
  if (list === undefined) throw new AnswerShapeError(path, "a list");
  const found = valueAt(list, name);
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as readonly Json[]) : [found]; // safe: a list of what JSON has
}

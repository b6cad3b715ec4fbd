import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** An event source mapping as the stand-in keeps it. */
export interface ServedMapping {
  state: "Enabled" | "Enabling" | "Disabled" | "Disabling" | "Updating";
  /** Seconds since 1970, as Lambda writes it. */
  lastModified: number;
  maximumConcurrency?: number;
}

/** A stand-in for Lambda's event source mappings on loopback. */
export interface LambdaService {
  readonly endpoint: string;
  /** By UUID. A change takes effect at once; what is "Updating" takes none. */
  readonly mappings: Map<string, ServedMapping>;
  /** For the next requests, one each: what they are refused with. */
  readonly errors: { readonly status: number; readonly type: string; readonly message: string }[];
  /** `GET <uuid>` and `PUT <uuid> <body>`, as they came. */
  readonly calls: string[];
  close(): void;
}

/** `now`: milliseconds since 1970. */
export async function startLambdaService(now: () => number): Promise<LambdaService> {
  const service = {
    mappings: new Map<string, ServedMapping>(),
    errors: [] as { status: number; type: string; message: string }[],
    calls: [] as string[],
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      const uuid = decodeURIComponent(request.url?.split("/event-source-mappings/")[1] ?? "").replace(
        /\/$/,
        "",
      );
      const { method = "GET" } = request;
      service.calls.push([method, uuid, body].filter((part) => part !== "").join(" "));
      const { status, type, json } = answer(service, { method, uuid, body, now: now() });
      const headers = {
        "content-type": "application/json",
        ...(type !== undefined && { "x-amzn-errortype": type }),
      };
      response.writeHead(status, headers).end(JSON.stringify(json));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // safe: it listens on a port
  return {
    ...service,
    endpoint: `http://127.0.0.1:${port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

interface Asked {
  readonly method: string;
  readonly uuid: string;
  readonly body: string;
  readonly now: number;
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly json: object;
}

function answer(
  { mappings, errors }: Pick<LambdaService, "mappings" | "errors">,
  { method, uuid, body, now }: Asked,
): Answer {
  const error = errors.shift();
  if (error !== undefined) return refusal(error.status, error.type, error.message);
  const mapping = mappings.get(uuid);
  if (mapping === undefined)
    return refusal(404, "ResourceNotFoundException", "The resource you requested does not exist.");
  if (method === "PUT") {
    if (mapping.state === "Updating")
      return refusal(
        400,
        "ResourceInUseException",
        "Cannot update the event source mapping because it is in use.",
      );
    const { Enabled } = JSON.parse(body) as { readonly Enabled?: boolean }; // safe: the client's own serialiser
    mapping.state = Enabled === true ? "Enabled" : "Disabled";
    mapping.lastModified = now / 1000;
    return { status: 202, json: described(uuid, mapping, Enabled === true ? "Enabling" : "Disabling") };
  }
  return { status: 200, json: described(uuid, mapping, mapping.state) };
}

function described(uuid: string, { lastModified, maximumConcurrency }: ServedMapping, state: string): object {
  return {
    UUID: uuid,
    State: state,
    StateTransitionReason: "USER_INITIATED",
    LastModified: lastModified,
    ...(maximumConcurrency !== undefined && { ScalingConfig: { MaximumConcurrency: maximumConcurrency } }),
  };
}

function refusal(status: number, type: string, message: string): Answer {
  return { status, type, json: { Type: "User", Message: message } };
}

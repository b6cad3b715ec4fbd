import type { setupServer } from "msw/node";

/** A request as the wire had it, so that two that mean the same are equal. */
export interface RecordedCall {
  readonly method: string;
  /** Origin and path, without a slash at the end. */
  readonly path: string;
  /** What the URL asks, by name. */
  readonly query: readonly (readonly [string, string])[];
  /** JSON as the value it is (of a `DELETE`, `{}` is none), a form as its fields by name; of GraphQL the first field and the variables. */
  readonly body: unknown;
}

/** Every request that a played provider gets, in their order. */
export function recordCalls(server: ReturnType<typeof setupServer>): {
  readonly all: () => Promise<readonly RecordedCall[]>;
  readonly forget: () => void;
} {
  let requests: Request[] = [];
  server.events.on("request:start", ({ request }) => void requests.push(request.clone()));
  return {
    all: () => Promise.all(requests.map((request) => readCall(request.clone()))),
    forget: () => {
      requests = [];
    },
  };
}

async function readCall(request: Request): Promise<RecordedCall> {
  const url = new URL(request.url);
  const type = request.headers.get("content-type") ?? "";
  const isParts = type.includes("multipart/form-data");
  return {
    method: request.method,
    path: `${url.origin}${url.pathname}`.replace(/\/$/, ""),
    query: [...url.searchParams].toSorted(byName),
    body: isParts ? [...(await request.formData())].toSorted(byName) : bodyOf(await request.text(), request),
  };
}

function bodyOf(text: string, { method, headers }: Request): unknown {
  const type = headers.get("content-type") ?? "";
  if (text === "" || (method === "DELETE" && text === "{}")) return undefined;
  if (type.includes("x-www-form-urlencoded")) return [...new URLSearchParams(text)].toSorted(byName);
  if (!type.includes("json")) return text;
  const body: unknown = JSON.parse(text);
  if (typeof body !== "object" || body === null || !("query" in body)) return body;
  const { query } = body;
  if (typeof query !== "string") return body;
  return {
    isMutation: /^\s*mutation\b/.test(query),
    field: /\{\s*(\w+)/.exec(query)?.[1],
    variables: "variables" in body ? body.variables : undefined,
  };
}

/** Whether it changes nothing: a `GET`, or a question in GraphQL. */
export function isReading({ method, body }: RecordedCall): boolean {
  if (method === "GET") return true;
  return typeof body === "object" && body !== null && "isMutation" in body && body.isMutation === false;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

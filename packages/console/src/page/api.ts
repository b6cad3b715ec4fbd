/** A call that was refused; `code` is the operator API's or the console's own. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export type Query = Readonly<Record<string, string | number | undefined>>;

const base = "/console/api";
const ownPage = { "x-hookyard-console": "1" };

/** What a path of the operator API answers: `get<Overview>("/v1/overview")`. Rejects with {@link CallError}. */
export function get<Answer>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer> {
  return call<Answer>(withQuery(path, query), {
    headers: ownPage,
    ...(signal !== undefined && { signal }),
  });
}

/** Tells the engine to do something: `post("/v1/dead-letters/replay", { filter, limit })`. */
export function post<Answer>(path: string, body: unknown = {}): Promise<Answer> {
  return call<Answer>(path, {
    method: "POST",
    headers: { ...ownPage, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** A stream of server-sent events, to be read at the reader's own pace: what is not read is not sent. */
export async function openStream(
  path: string,
  query: Query,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(base + withQuery(path, query), {
    headers: { ...ownPage, accept: "text/event-stream" },
    signal,
  });
  if (!response.ok || response.body === null) throw await refusal(response);
  return response.body;
}

/** The path with an id in it, whatever the id holds. */
export function pathTo(collection: string, id: string, action = ""): string {
  return `${collection}/${encodeURIComponent(id)}${action}`;
}

/** What to say about whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "something went wrong";
}

async function call<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(base + path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new CallError("unreachable", 0, "Hookyard does not answer. Is it still running?");
  }
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Answer; // safe: the operator API answers as its own types say
}

async function refusal(response: Response): Promise<CallError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const { code, title, detail } = Object(problem) as { code?: unknown; title?: unknown; detail?: unknown }; // safe: each is checked below
  if (response.status === 401) dispatchEvent(new Event(loggedOut));
  const words = [title, detail].filter((each) => typeof each === "string");
  return new CallError(
    typeof code === "string" ? code : "answer_invalid",
    response.status,
    words.length > 0 ? words.join(". ") : `Hookyard answered ${response.status}`,
  );
}

/** Fired on the window when a call finds that the session is over. */
export const loggedOut = "hookyard-logged-out";

function withQuery(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === "" ? path : `${path}?${text}`;
}

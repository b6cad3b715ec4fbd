import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { type DeployedHookyard, deployHookyard } from "./support/deployed-hookyard.ts";
import { sendStripe, stripeSecret } from "./support/stripe-webhooks.ts";

let hookyard: DeployedHookyard;
beforeAll(async () => {
  hookyard = await deployHookyard(stripeSecret);
}, 60_000);
afterAll(() => hookyard?.close());

interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told when the first bytes of the body are there. */
  readonly onBytes?: () => void;
  /** Of the instance that is asked. The browser knows one address, whichever it is. */
  readonly url?: string;
}

interface Called {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** What the page and its browser send with every call. */
const page = {
  host: "console.example.com",
  origin: "https://console.example.com",
  "x-hookyard-console": "1",
  "content-type": "application/json",
};

/** A call as the page makes it, to its end. */
function call(
  path: string,
  { method = "GET", body, headers, onBytes, url = hookyard.console.url }: CallOptions = {},
): Promise<Called> {
  const { promise, resolve, reject } = Promise.withResolvers<Called>();
  const asked = request(`${url}${path}`, {
    method,
    headers: { ...page, ...headers },
  });
  asked.once("error", reject).once("response", (response) => {
    const cookies = response.headers["set-cookie"] ?? [];
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      onBytes?.();
    });
    response.once("error", reject).once("end", () => {
      resolve({ status: response.statusCode ?? 0, cookies, text: Buffer.concat(chunks).toString() });
    });
  });
  asked.end(body === undefined ? undefined : JSON.stringify(body));
  return promise;
}

async function logIn(
  key = hookyard.keys.operator,
  url = hookyard.console.url,
): Promise<{ readonly cookie: string }> {
  const { cookies } = await call("/console/api/login", { method: "POST", body: { key }, url });
  return { cookie: cookies[0]?.split(";")[0] ?? "" };
}

const json = ({ text }: Called): unknown => JSON.parse(text);

describe("the console's function", () => {
  test("serves its page and its files, compressed, with a policy that names nobody else", async () => {
    const opened = await fetch(`${hookyard.console.url}/console/events`);
    const html = await opened.text();
    const [, script = ""] = /src="([^"]+)"/.exec(html) ?? [];
    const file = await fetch(`${hookyard.console.url}${script}`, { headers: { "accept-encoding": "br" } });

    expect(opened.headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(opened.headers.get("x-frame-options")).toBe("DENY");
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(file.headers.get("content-encoding")).toBe("br");
    expect((await file.text()).length).toBeGreaterThan(50_000);
  });

  test("answers without a body have their status and headers too", async () => {
    const { status, headers } = await fetch(`${hookyard.console.url}/console`, { redirect: "manual" });

    expect([status, headers.get("location")]).toEqual([308, "/console/"]);
  });

  test.each([
    ["without a session", {}, 401, "not_logged_in"],
    ["from another origin", { headers: { origin: "https://evil.example" } }, 403, "request_foreign"],
    ["without the page's own header", { headers: { "x-hookyard-console": "" } }, 403, "request_foreign"],
    [
      "with a cookie that nobody signed",
      { headers: { cookie: "hookyard-console-x=e30.AAAA" } },
      401,
      "not_logged_in",
    ],
  ])("answers nothing %s", async (_what, options, status, code) => {
    const answer = await call("/console/api/v1/overview", options);

    expect(answer.status).toBe(status);
    expect(json(answer)).toMatchObject({ code });
  });

  test("takes its keys and no other, and gives a cookie that only https and this site get", async () => {
    const wrong = await call("/console/api/login", { method: "POST", body: { key: "x".repeat(48) } });
    const right = await call("/console/api/login", { method: "POST", body: { key: hookyard.keys.viewer } });

    expect(wrong.status).toBe(401);
    expect(json(right)).toEqual({ name: "console", role: "viewer" });
    for (const word of ["Secure", "HttpOnly", "SameSite=Strict", "Path=/console"]) {
      expect(right.cookies[0]).toContain(word);
    }
  });

  test("honours a session that another instance opened", async () => {
    const headers = await logIn();
    const other = await hookyard.startConsole();

    const answer = await call("/console/api/session", { headers, url: other.url });

    expect(json(answer)).toMatchObject({ role: "operator" });
  });

  test("shows a webhook's way: the event, its deliveries, and nothing that is sensitive", async () => {
    const id = await sendStripe(hookyard.url, "customer.created", {
      "data.object.metadata": { card: "4242424242424242" },
    });
    const headers = await logIn();
    const event = await eventually(
      () => call(`/console/api/v1/events/${id}`, { headers }),
      ({ text }) => text.includes('"done"'),
      { what: "the delivery" },
    );

    expect(json(event)).toMatchObject({
      id,
      source: "stripe",
      masked: ["data.original.data.object.metadata.card"],
    });
    expect(event.text).toContain('"metadata":{"card":"••••••"},"name"');
  });

  test("lets a viewer look and nothing else; what an operator does is in the trail with the caller whom IAM knows", async () => {
    const signed = await hookyard.startConsole({ caller: "arn:aws:iam::123456789012:user/alice" });
    const viewer = await logIn(hookyard.keys.viewer);
    const operator = await logIn(hookyard.keys.operator, signed.url);
    const pause = { method: "POST", body: {} };

    const refused = await call("/console/api/v1/consumers/take/pause", { ...pause, headers: viewer });
    const borrowed = await call("/console/api/session", { headers: operator });
    const done = await call("/console/api/v1/consumers/take/pause", {
      ...pause,
      headers: operator,
      url: signed.url,
    });
    await call("/console/api/v1/consumers/take/resume", { ...pause, headers: operator, url: signed.url });

    expect([refused.status, borrowed.status, done.status]).toEqual([403, 401, 200]);
    const trail = json(await call("/console/api/v1/audit?limit=4", { headers: viewer }));
    expect(trail).toMatchObject({
      rows: [
        {
          action: "consumers/resume",
          who: "arn:aws:iam::123456789012:user/alice",
          role: "operator",
          outcome: "done",
        },
        { action: "consumers/pause", target: "take" },
        { action: "login" },
        { action: "login", who: "console", role: "viewer" },
      ],
    });
  });

  test("runs a replay that was begun there, after the answer", async () => {
    const id = await sendStripe(hookyard.url, "payment_intent.succeeded");
    const isIn = (state: string) => (text: string) => text.includes(`"consumer":"mend","state":"${state}"`);
    const headers = await logIn();
    const look = async (): Promise<string> => (await call(`/console/api/v1/events/${id}`, { headers })).text;
    await eventually(look, isIn("dead"), { what: "the dead letter" });

    const begun = await call("/console/api/v1/jobs", {
      method: "POST",
      headers,
      body: { id: "job_lambda1", request: { what: { kind: "dead-letters", filter: { consumer: "mend" } } } },
    });

    expect(json(begun)).toMatchObject({ id: "job_lambda1", state: "running" });
    await eventually(look, isIn("done"), { what: "the replayed delivery" });
  });
});

describe("its live view", () => {
  const tail = "/console/api/v1/events/tail";
  const live = { accept: "text/event-stream" };

  test("begins at once, shows what comes, ends by itself in time, and goes on from there", async () => {
    const brief = await hookyard.startConsole({ timeoutMilliseconds: 6_000 });
    const session = await logIn(hookyard.keys.viewer, brief.url);
    const headers = { ...session, ...live };

    const begun = Promise.withResolvers<void>();
    const first = call(tail, { headers, url: brief.url, onBytes: begun.resolve });
    await begun.promise;
    const id = await sendStripe(hookyard.url, "customer.created");
    const shown = (await first).text;
    const missed = await sendStripe(hookyard.url, "customer.created");
    const cursor =
      shown
        .match(/^id: (.*)$/gm)
        ?.at(-1)
        ?.slice(4) ?? "";
    const path = `${tail}?cursor=${encodeURIComponent(cursor)}`;
    const second = (await call(path, { headers, url: brief.url })).text;

    expect(shown).toMatch(/^id: .*\n\n/);
    expect(shown).toContain(id);
    expect(second).toContain(missed);
    expect(second).not.toContain(id);
  });

  test("sends its headers before anything came, and costs nothing once its reader is gone", async () => {
    const headers = { ...(await logIn()), ...live };
    const { port } = new URL(hookyard.console.url);
    const asked = request({ host: "127.0.0.1", port, path: tail, headers: { ...page, ...headers } });
    const { promise, resolve } = Promise.withResolvers<number>();
    asked.once("response", (response) => resolve(response.statusCode ?? 0)).once("error", () => undefined);
    asked.end();

    expect(await promise).toBe(200);
    asked.destroy();

    await eventually(
      () => hookyard.console.output(),
      (output) => output.includes('"cutOff":true'),
      { what: "the end of the invocation" },
    );
  });
});

test("nothing secret is written, nor what people search for", async () => {
  const headers = await logIn();
  await call(
    `/console/api/v1/events?where=${encodeURIComponent('{"data":{"email":["jenny@example.com"]}}')}`,
    { headers },
  );

  const output = await eventually(
    () => hookyard.console.output(),
    (text) => text.includes('"path":"/console/api/v1/events"'),
    { what: "the line of the search" },
  );

  for (const secret of [
    ...Object.values(hookyard.keys),
    stripeSecret,
    headers.cookie.split("=")[1] ?? "",
    "jenny",
  ]) {
    expect(output).not.toContain(secret);
  }
});

test.each([
  ["nothing is linked", { SST_KEY: "" }, "nothing is linked to this function"],
  ["the key is another's", { SST_KEY: Buffer.alloc(32).toString("base64") }, "cannot be decrypted"],
  ["it has no page", { HOOKYARD_CONSOLE_PAGE: "" }, "HOOKYARD_CONSOLE_PAGE is not set in this function"],
])("an instance does not start where %s, and says so", async (_what, env, message) => {
  await expect(hookyard.startConsole({ env })).rejects.toThrow(message);
});

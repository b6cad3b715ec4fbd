import { createSample, repeatableBytes } from "@hookyard/core/testing";
import { github } from "@hookyard/core/provider/github";
import { createServiceServer, type LoopbackServer, serveOnLoopback } from "./http-server.ts";

/** A delivery as GitHub has it on record. */
interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** GitHub's deliveries of one hook, two a page, behind a port of loopback. */
export interface Github extends LoopbackServer {
  readonly deliveries: readonly Delivery[];
  /** What was asked for, paths with their queries. */
  readonly asked: string[];
  /** While set, a request that contains this is refused. */
  refuses: string | undefined;
}

const perPage = 2;

/** @see https://docs.github.com/rest/repos/webhooks */
export async function startGithub(count: number, key: string): Promise<Github> {
  const at = new Date(Date.now() - 30 * 60_000).toISOString();
  const deliveries = Array.from({ length: count }, (_, number): Delivery => {
    const guid = `00000000-0000-4000-8000-00000000000${number}`;
    const sample = createSample(github, { type: "push", now: new Date(at), random: repeatableBytes(guid) });
    return {
      id: 100 + number,
      guid,
      body: sample.body,
      headers: { ...sample.headers, "x-github-delivery": guid },
    };
  });
  const state: Pick<Github, "asked" | "refuses"> = { asked: [], refuses: undefined };
  const handle = async (request: Request): Promise<Response> => {
    const { pathname, search, searchParams } = new URL(request.url);
    const path = `${pathname}${search}`;
    state.asked.push(path);
    if (request.headers.get("authorization") !== `Bearer ${key}`) return Response.json({}, { status: 401 });
    if (state.refuses !== undefined && path.includes(state.refuses))
      return Response.json({ message: "Bad credentials" }, { status: 401 });
    const base = "/repos/acme/shop/hooks";
    if (pathname === base)
      return Response.json([
        {
          id: 1,
          active: true,
          events: ["push"],
          config: { url: "https://hooks.example.com/webhooks/github" },
        },
      ]);
    const one = deliveries.find(({ id }) => pathname === `${base}/1/deliveries/${id}`);
    if (one !== undefined) {
      const payload: unknown = JSON.parse(Buffer.from(one.body).toString());
      return Response.json({ id: one.id, request: { headers: one.headers, payload } });
    }
    const start = Number(searchParams.get("cursor") ?? 0);
    const next = `<${served.url}${base}/1/deliveries?per_page=100&cursor=${start + perPage}>; rel="next"`;
    return Response.json(
      deliveries.slice(start, start + perPage).map(({ id, guid }) => ({
        id,
        guid,
        delivered_at: at,
        status: "Invalid HTTP Response: 503",
        status_code: 503,
        event: "push",
        action: null,
      })),
      { headers: start + perPage < deliveries.length ? { link: next } : {} },
    );
  };
  const served = await serveOnLoopback(createServiceServer(handle));
  return Object.assign(state, served, { deliveries });
}

import { HttpResponse, http, type JsonBodyType } from "msw";
import { providers } from "@hookyard/core/providers";
import { createSample } from "@hookyard/core/testing/create-sample";
import { repeatableBytes } from "@hookyard/core/testing/sign-webhook";
import type { LogCase } from "./delivery-log.contract.ts";

const at = "2026-05-01T10:00:00Z";
const path = "https://api.github.com/repos/acme/shop/hooks/9/deliveries";

/** Two failed deliveries of a repository's hook, as GitHub lists and shows them, a page each. */
export const githubDeliveries: LogCase = {
  provider: "github",
  key: "github_pat",
  settings: { repository: "acme/shop" },
  ids: ["guid-2", "guid-1"],
  redelivers: true,
  handlers: () => [
    http.get(path, ({ request }) =>
      new URL(request.url).searchParams.get("cursor") === null
        ? HttpResponse.json([delivery(2)], { headers: { link: `<${path}?cursor=v1_2>; rel="next"` } })
        : HttpResponse.json([delivery(1)]),
    ),
    http.get(`${path}/:id`, ({ params }) => {
      const number = Number(String(params["id"]).at(-1));
      return HttpResponse.json({
        ...delivery(number),
        url: "https://hooks.example.com/webhooks/mine",
        request: { headers: headersOf(number), payload: push() },
        response: { headers: {}, payload: "" },
      });
    }),
    http.post(`${path}/:id/attempts`, () => HttpResponse.json({}, { status: 202 })),
  ],
};

function delivery(number: number) {
  return {
    id: 7_000_000_000_000_000 + number,
    guid: `guid-${number}`,
    delivered_at: at,
    redelivery: false,
    duration: 0.03,
    status: "Invalid HTTP Response: 503",
    status_code: 503,
    event: "push",
    action: null,
    installation_id: null,
    repository_id: 1,
  };
}

function headersOf(number: number) {
  return {
    "X-GitHub-Event": "push",
    "X-GitHub-Delivery": `guid-${number}`,
    "X-Hub-Signature-256": "sha256=00",
    "content-type": "application/x-www-form-urlencoded",
  };
}

function push(): JsonBodyType {
  const { body } = createSample(providers.github, {
    now: new Date(at),
    random: repeatableBytes("github"),
    type: "push",
  });
  return JSON.parse(Buffer.from(body).toString()) as JsonBodyType; // safe: a sample is JSON
}

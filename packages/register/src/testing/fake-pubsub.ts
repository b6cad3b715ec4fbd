import { createVerify, generateKeyPairSync } from "node:crypto";
import { type HttpHandler, HttpResponse, http } from "msw";
import { googlePubsubClient } from "../client/google-pubsub.ts";
import {
  type FakeAccount,
  type FakeEndpoint,
  type FakeProvider,
  hasHeader,
  pageSize,
} from "./fake-account.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pubsubEmail = "register@acme.iam.gserviceaccount.com";
const pubsubAt = "https://pubsub.googleapis.com/v1/projects/acme/subscriptions";
const pubsubTopic = "projects/acme/topics/orders";
export const pubsubToken = {
  serviceAccountEmail: "push@acme.iam.gserviceaccount.com",
  audience: "https://hooks.example.com",
};

interface PushBody {
  readonly topic: string;
  readonly pushConfig: { readonly pushEndpoint: string; readonly oidcToken: object };
}

/** Pub/Sub. Each subscription pushes with `token`, until it is changed. */
export function pubsubWith(world: { push: Readonly<Record<string, unknown>> }): FakeProvider {
  return {
    client: googlePubsubClient,
    key: JSON.stringify({
      type: "service_account",
      client_email: pubsubEmail,
      private_key: privateKey.export({ type: "pkcs8", format: "pem" }),
      token_uri: "https://elsewhere.example.com/token",
    }),
    settings: {
      topic: pubsubTopic,
      audience: pubsubToken.audience,
      serviceAccount: pubsubToken.serviceAccountEmail,
    },
    canDisable: false,
    handlers: (account) => [googleTokens(), ...pubsubHandlers(account, world)],
  };
}

export const pubsub: FakeProvider = pubsubWith({ push: { oidcToken: pubsubToken } });

function googleTokens(): HttpHandler {
  return http.post("https://oauth2.googleapis.com/token", async ({ request }) => {
    const form = new URLSearchParams(await request.text());
    const [header = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
    const { iss, aud, scope, iat, exp } = JSON.parse(
      Buffer.from(claims, "base64url").toString() || "{}",
    ) as Readonly<Record<string, unknown>>;
    const isKnown =
      form.get("grant_type") === "urn:ietf:params:oauth:grant-type:jwt-bearer" &&
      createVerify("RSA-SHA256").update(`${header}.${claims}`).verify(publicKey, signature, "base64url") &&
      iss === pubsubEmail &&
      aud === "https://oauth2.googleapis.com/token" &&
      scope === "https://www.googleapis.com/auth/pubsub" &&
      Number(exp) - Number(iat) <= 3600;
    return isKnown
      ? HttpResponse.json({ access_token: "pubsub-access-hunter2", token_type: "Bearer", expires_in: 3599 })
      : HttpResponse.json({ error: "invalid_grant" }, { status: 400 });
  });
}

function pubsubHandlers(
  account: FakeAccount,
  world: { push: Readonly<Record<string, unknown>> },
): readonly HttpHandler[] {
  const nameOf = (id: unknown): string => `projects/acme/subscriptions/${String(id)}`;
  const find = (id: unknown): FakeEndpoint | undefined =>
    account.endpoints.find((each) => each.id === nameOf(id) || each.id === id);
  const toWire = ({ id, url }: FakeEndpoint) => ({
    name: id.includes("/") ? id : nameOf(id),
    topic: pubsubTopic,
    pushConfig: { pushEndpoint: url, ...world.push },
    ackDeadlineSeconds: 10,
    state: "ACTIVE",
  });
  // An account has more: of another topic, and what is pulled.
  const others = [
    {
      ...toWire({
        id: "other",
        url: "https://hooks.example.com/webhooks/mine",
        types: [],
        isEnabled: true,
        secret: "",
      }),
      topic: "projects/acme/topics/other",
    },
    { name: nameOf("pulled"), topic: pubsubTopic, pushConfig: {} },
  ];
  return [
    http.all(/pubsub\.googleapis\.com/, ({ request }) =>
      hasHeader("authorization", "Bearer pubsub-access-hunter2")(request)
        ? undefined
        : HttpResponse.json({ error: { code: 401, message: "unauthenticated" } }, { status: 401 }),
    ),
    http.get(pubsubAt, ({ request }) => {
      const start = Number(new URL(request.url).searchParams.get("pageToken") ?? 0);
      const subscriptions = account.endpoints.slice(start, start + pageSize).map(toWire);
      const next = start + pageSize < account.endpoints.length;
      if (account.endpoints.length === 0) return HttpResponse.json({});
      return HttpResponse.json({
        subscriptions: start === 0 ? [...others, ...subscriptions] : subscriptions,
        ...(next && { nextPageToken: String(start + pageSize) }),
      });
    }),
    http.put(`${pubsubAt}/:id`, async ({ request, params }) => {
      const { topic, pushConfig } = (await request.json()) as PushBody;
      if (topic !== pubsubTopic || find(params["id"]) !== undefined)
        return HttpResponse.json(
          { error: { code: 409, message: "Resource already exists" } },
          { status: 409 },
        );
      const { pushEndpoint: url, ...push } = pushConfig;
      world.push = push;
      const made = { id: nameOf(params["id"]), url, types: [], isEnabled: true, secret: "" };
      account.endpoints.push(made);
      return HttpResponse.json(toWire(made));
    }),
    http.patch(`${pubsubAt}/:id`, async ({ request, params }) => {
      const { subscription, updateMask } = (await request.json()) as {
        readonly subscription: PushBody;
        readonly updateMask: string;
      };
      const found = find(params["id"]);
      if (found === undefined) return HttpResponse.json({}, { status: 404 });
      // The reference writes it in the one way, Google's own library in the other.
      if (updateMask !== "pushConfig" && updateMask !== "push_config")
        return HttpResponse.json({ error: { code: 400, message: "Invalid update mask" } }, { status: 400 });
      const { pushEndpoint: url, ...push } = subscription.pushConfig;
      world.push = push;
      found.url = url;
      return HttpResponse.json(toWire(found));
    }),
    http.delete(`${pubsubAt}/:id`, ({ params }) => {
      const found = find(params["id"]);
      if (found === undefined) return HttpResponse.json({}, { status: 404 });
      account.endpoints = account.endpoints.filter((each) => each !== found);
      return HttpResponse.json({});
    }),
  ];
}

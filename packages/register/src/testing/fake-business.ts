import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { HttpResponse, http } from "msw";
import { adobeSignClient } from "../client/adobe-sign.ts";
import { coinbaseCdpClient } from "../client/coinbase-cdp.ts";
import {
  type FakeAccount,
  type FakeEndpoint,
  type FakeProvider,
  hasHeader,
  restFake,
} from "./fake-account.ts";
import { ebay } from "./fake-ebay.ts";

interface AdobeBody {
  readonly webhookSubscriptionEvents: string[];
  readonly webhookUrlInfo: { readonly url: string };
}

const adobeFamilies = ["AGREEMENT_ALL", "LIBRARY_DOCUMENT_ALL", "MEGASIGN_ALL", "WIDGET_ALL"];
const adobeAt = "https://api.na1.adobesign.com/api/rest/v6/webhooks";
const adobeWebhook = ({ id, url, types, isEnabled }: FakeEndpoint) => ({
  id,
  name: "Hookyard: mine",
  scope: "ACCOUNT",
  status: isEnabled ? "ACTIVE" : "INACTIVE",
  webhookSubscriptionEvents: types.includes("*") ? adobeFamilies : [...types],
  webhookUrlInfo: { url },
});
const adobeTypes = (events: readonly string[]): readonly string[] =>
  adobeFamilies.every((name) => events.includes(name)) ? ["*"] : events;

const adobeSign: FakeProvider = {
  client: adobeSignClient,
  key: "adobe-access-token-hunter2",
  settings: { shard: "na1" },
  handlers: (account) =>
    restFake({
      base: "https://api.na1.adobesign.com",
      path: "/api/rest/v6/webhooks",
      isAuthorized: hasHeader("authorization", "Bearer adobe-access-token-hunter2"),
      toWire: adobeWebhook,
      fromWire: ({ webhookSubscriptionEvents, webhookUrlInfo }: AdobeBody) => ({
        url: webhookUrlInfo.url,
        types: adobeTypes(webhookSubscriptionEvents),
      }),
      created: ({ id }) => ({ id }),
      startOf: (url) => {
        if (url.searchParams.get("showInactiveWebhooks") !== "true") throw new TypeError("active ones alone");
        return Number(url.searchParams.get("cursor") ?? 0);
      },
      page: (userWebhookList, next) =>
        HttpResponse.json({
          ...(userWebhookList.length > 0 && { userWebhookList }),
          page: { nextCursor: next === undefined ? " " : String(next) },
        }),
      extra: (_account, find) => adobeChanges(find),
    })(account),
};

/** A change has to name the version that it is of, and each change makes another. */
function adobeChanges(find: (id: string) => FakeEndpoint | undefined) {
  const versions = new Map<string, number>();
  const versionOf = (id: string): string => `"v${versions.get(id) ?? 0}"`;
  const change = (request: Request, id: string, by: (endpoint: FakeEndpoint) => void): Response => {
    const found = find(id);
    if (found === undefined) return HttpResponse.json({ code: "INVALID_WEBHOOK_ID" }, { status: 404 });
    if (request.headers.get("if-match") !== versionOf(id))
      return HttpResponse.json({ code: "RESOURCE_MODIFIED" }, { status: 412 });
    versions.set(id, (versions.get(id) ?? 0) + 1);
    by(found);
    return new HttpResponse(null, { status: 204 });
  };
  return [
    http.get(`${adobeAt}/:id`, ({ params }) => {
      const found = find(String(params["id"]));
      return found === undefined
        ? HttpResponse.json({ code: "INVALID_WEBHOOK_ID" }, { status: 404 })
        : HttpResponse.json(adobeWebhook(found), { headers: { etag: versionOf(found.id) } });
    }),
    http.put(`${adobeAt}/:id`, async ({ request, params }) => {
      const { webhookSubscriptionEvents } = (await request.json()) as AdobeBody;
      return change(request, String(params["id"]), (found) => {
        found.types = adobeTypes(webhookSubscriptionEvents);
      });
    }),
    http.put(`${adobeAt}/:id/state`, async ({ request, params }) => {
      const { state } = (await request.json()) as { state: string };
      return change(request, String(params["id"]), (found) => {
        found.isEnabled = state === "ACTIVE";
      });
    }),
  ];
}

interface CoinbaseBody {
  readonly eventTypes: string[];
  readonly isEnabled: boolean;
  readonly target: { readonly url: string };
}

const coinbaseKeys = generateKeyPairSync("ed25519");
const coinbaseSeed = coinbaseKeys.privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32);
const coinbasePublic = coinbaseKeys.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const coinbaseSecret = Buffer.concat([coinbaseSeed, coinbasePublic]).toString("base64");

export const coinbaseCdp: FakeProvider = coinbaseWith(
  `d1b2-key-id:${coinbaseSecret}`,
  coinbaseKeys.publicKey,
  "EdDSA",
);
const ecKeys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });

/** The same with an older key, an elliptic-curve one in PEM. */
export const coinbaseWithEc: FakeProvider = coinbaseWith(
  `organizations/o1/apiKeys/k1:${String(ecKeys.privateKey.export({ format: "pem", type: "sec1" }))}`,
  createPublicKey(ecKeys.publicKey.export({ format: "pem", type: "spki" })),
  "ES256",
);

function coinbaseWith(key: string, publicKey: KeyObject, algorithm: string): FakeProvider {
  const wire = ({ id, url, types, isEnabled, secret }: FakeEndpoint) => ({
    subscriptionId: id,
    createdAt: "2026-05-01T12:00:00Z",
    eventTypes: [...types],
    isEnabled,
    target: { url },
    secret,
    labels: { network: "base-mainnet", "params.from": "0x1", project: "p1" },
  });
  return {
    client: coinbaseCdpClient,
    key,
    settings: { labels: "network=base-mainnet, params.from=0x1" },
    handlers: (account: FakeAccount) =>
      restFake({
        base: "https://api.cdp.coinbase.com",
        path: "/platform/v2/data/webhooks/subscriptions",
        isAuthorized: (request) => isSignedBy(publicKey, algorithm, key.slice(0, key.indexOf(":")), request),
        toWire: wire,
        fromWire: ({ eventTypes, isEnabled, target }: CoinbaseBody) => ({
          url: target.url,
          types: eventTypes,
          isEnabled,
        }),
        updates: "PUT",
        startOf: (url) => Number(url.searchParams.get("pageToken") ?? 0),
        page: (subscriptions, next) =>
          HttpResponse.json({
            subscriptions,
            ...(next !== undefined && { nextPageToken: String(next) }),
          }),
      })(account),
  };
}

/** Whether the JWT is of this key, for exactly this call, and now. */
function isSignedBy(key: KeyObject, algorithm: string, id: string, request: Request): boolean {
  const [header = "", claims = "", signature = ""] =
    request.headers
      .get("authorization")
      ?.replace(/^Bearer /, "")
      .split(".") ?? [];
  if (signature === "") return false;
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  const { alg, kid, nonce } = read(header) as { alg: string; kid: string; nonce: string };
  const { sub, iss, uris, iat, nbf, exp } = read(claims) as {
    sub: string;
    iss: string;
    uris: string[];
    iat: number;
    nbf: number;
    exp: number;
  };
  const { host, pathname } = new URL(request.url);
  return (
    alg === algorithm &&
    kid === id &&
    sub === id &&
    iss === "cdp" &&
    /^[0-9a-f]{32}$/.test(nonce) &&
    nbf >= Date.parse("2026-05-01T12:00:00Z") / 1000 &&
    iat === nbf &&
    exp === nbf + 120 &&
    uris[0] === `${request.method} ${host}${pathname}` &&
    verify(
      algorithm === "EdDSA" ? null : "sha256",
      Buffer.from(`${header}.${claims}`),
      { key, dsaEncoding: "ieee-p1363" },
      Buffer.from(signature, "base64url"),
    )
  );
}

export const businessProviders: readonly FakeProvider[] = [adobeSign, ebay, coinbaseCdp, coinbaseWithEc];

import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { livekitMapping } from "../mapping/livekit.ts";
import { defineProvider } from "../provider.ts";
import { hmacJwt } from "../scheme/hmac-jwt.ts";
/**
 * LiveKit. The secret is the API secret; with the source's setting `apiKey` the token must come from that key too. The
 * token is the whole `Authorization` header, without `Bearer`, and holds a digest of the body.
 *
 * Scheme read in livekit-server-sdk 2.19.2. Delivery facts from memory, not confirmed.
 * @see https://docs.livekit.io/home/server/webhooks/
 */
export const livekit = defineProvider({
    id: "livekit",
    name: "LiveKit",
    docs: "https://docs.livekit.io/home/server/webhooks/",
    scheme: hmacJwt({
        header: "authorization",
        issuer: { setting: "apiKey" },
        body: { name: "sha256", encoding: "base64" },
        age: "exp",
        toleranceSeconds: 10,
    }),
    body: json,
    identify: ({ payload }) => ({
        id: textAt(payload, "id"),
        type: textAt(payload, "event") ?? "unknown",
        time: unixTimeAt(payload, "createdAt"),
        subject: textAt(payload, "room.sid") ??
            textAt(payload, "egressInfo.roomId") ??
            textAt(payload, "ingressInfo.ingressId"),
    }),
    // LiveKit retries, for how long it does not say; ample.
    horizonSeconds: 2 * 86400,
    domain: livekitMapping,
});

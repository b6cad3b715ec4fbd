import { parseBody } from "../ingest/parse-body.ts";
import { firstHeader } from "../webhook-request.ts";
import { createSample } from "./create-sample.ts";
import { repeatableBytes } from "./sign-webhook.ts";
/** How much older the second is. */
const ageSeconds = 60;
/**
 * Two deliveries about the same thing in the wrong order: the newer first, and then one that happened a minute
 * before. They are two events; a receiver that takes the last one for the truth goes back in time. Neither is signed
 * yet, and both are to be signed now.
 *
 * @example for (const sample of createOutOfOrder(stripe, { now, random })) await send(await signWebhook(stripe, { secret, url, now, ...sample }));
 */
export function createOutOfOrder(provider, options) {
    const seed = options.random(32);
    const before = new Date(options.now.getTime() - ageSeconds * 1000);
    const sample = (now, from) => createSample(provider, { ...options, now, random: repeatableBytes(from) });
    const newer = sample(options.now, seed);
    const older = withAnotherId(provider, sample(before, seed), repeatableBytes(`another ${Buffer.from(seed).toString("hex")}`));
    const id = identityOf(provider, newer).id;
    const isOther = id === undefined ? !Buffer.from(newer.body).equals(older.body) : identityOf(provider, older).id !== id;
    if (isOther)
        return [newer, older];
    return [newer, sample(before, options.random(32))]; // its id cannot be told apart from its entity's: then two things
}
/** The same delivery as another event: what its id is made of is new wherever it stands, and nothing else is. */
function withAnotherId(provider, request, random) {
    const { id, type } = identityOf(provider, request);
    if (id === undefined)
        return request;
    let body = Buffer.from(request.body).toString("utf8");
    let { headers } = request;
    for (const part of new Set([id, ...id.split(":")])) {
        if (part === type || part.length < 6 || (part !== id && !/\d/.test(part)))
            continue;
        const fresh = refreshed(part, random);
        body = body.replaceAll(part, () => fresh);
        headers = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.replaceAll(part, () => fresh)]));
    }
    return { ...request, headers, body: Buffer.from(body, "utf8") };
}
function identityOf(provider, { headers, body, method }) {
    const header = (name) => firstHeader(headers, name);
    const { payload: whole } = parseBody(provider, body, header);
    const payload = provider.split?.(whole)[0] ?? whole;
    const request = { method, url: "https://hooks.example.com/", headers, body };
    return provider.identify({ payload, whole, index: 0, header, request });
}
/** Text of the same form: digits for digits, letters for letters, hex for hex. Its beginning, often a prefix, stays. */
function refreshed(text, random) {
    const start = Math.max(1, text.length - 12);
    const bytes = random(text.length);
    return text
        .split("")
        .map((character, index) => {
        const alphabet = index < start ? undefined : alphabets.find((one) => one.includes(character));
        return alphabet?.[(bytes[index] ?? 0) % alphabet.length] ?? character;
    })
        .join("");
}
const alphabets = ["0123456789", "abcdef", "ghijklmnopqrstuvwxyz", "ABCDEF", "GHIJKLMNOPQRSTUVWXYZ"];

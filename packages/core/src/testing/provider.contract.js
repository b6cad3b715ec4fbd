import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyWebhook } from "../verify.ts";
import { hardBodies } from "./hard-bodies.ts";
import { signWebhook, tamper } from "./sign-webhook.ts";
const now = new Date("2026-01-01T00:00:00Z");
const url = "https://hooks.example.com/webhooks/source";
/** What every provider whose signature covers the body must do. Call it once per provider. */
export function testProvider(contract) {
    const { provider, header, sign, accepts, headers: extra = {}, settings = {}, notAccepted = [] } = contract;
    const [{ verify: secret, sign: signingKey }, { verify: otherSecret }] = contract.secrets.map(asPair); // safe: two in, two out
    const bodies = [...hardBodies, ["nothing", ""]];
    const verify = (headers, body, options = {}) => verifyWebhook(provider, { method: "POST", url, headers, body: Buffer.from(body) }, { secrets: [secret], now, settings, ...options });
    const signed = async (body, at = now, by = signingKey) => ({
        ...extra,
        ...(await sign({ body, secret: by, at })),
    });
    describe(`${provider.id}: against an independent signer`, () => {
        test.each(bodies)("what it signs verifies: %s", async (_kind, body) => {
            expect(await verify(await signed(body), body)).toMatchObject({ ok: true, secretIndex: 0 });
        });
        test.each(bodies)("what we sign is the same, or believed: %s", async (kind, body) => {
            const { headers } = await signWebhook(provider, {
                secret: signingKey,
                url,
                body,
                now,
                headers: extra,
                settings,
            });
            if (accepts === undefined || notAccepted.includes(kind))
                expect(headers).toMatchObject(await signed(body));
            else
                expect(await accepts({ body, secret, at: now, headers })).toBe(true);
        });
        test.each(bodies)("a body changed by one byte is refused: %s", async (_kind, body) => {
            expect(await verify(await signed(body), `${body} `)).toEqual({
                ok: false,
                reason: "signature_mismatch",
            });
        });
    });
    describe(`${provider.id}: secrets`, () => {
        test("any of several verifies, and which one is told", async () => {
            const headers = await signed("{}");
            expect(await verify(headers, "{}", { secrets: [otherSecret, secret] })).toMatchObject({
                ok: true,
                secretIndex: 1,
            });
        });
        test("another one, an empty one and none are refused", async () => {
            const headers = await signed("{}");
            expect(await verify(headers, "{}", { secrets: [otherSecret] })).toEqual({
                ok: false,
                reason: "signature_mismatch",
            });
            expect(await verify(headers, "{}", { secrets: [" "] })).toEqual({
                ok: false,
                reason: "secret_missing",
            });
            expect(await verify(headers, "{}", { secrets: [] })).toEqual({ ok: false, reason: "secret_missing" });
        });
    });
    describe(`${provider.id}: the header`, () => {
        test.each([
            ["missing", () => [], "header_missing"],
            ["empty", () => [[header, ""]], "header_empty"],
            ["oversized", () => [[header, "a".repeat(9000)]], "header_oversized"],
        ])("%s is refused with its own reason", async (_kind, over, reason) => {
            const others = Object.entries(await signed("{}")).filter(([name]) => name.toLowerCase() !== header);
            expect(await verify([...others, ...over()], "{}")).toEqual({ ok: false, reason });
        });
        test("cut short, or with something added, is refused", async () => {
            const good = await signed("{}");
            const value = good[header] ?? "";
            expect(await verify({ ...good, [header]: value.slice(0, -1) }, "{}")).toMatchObject({ ok: false });
            expect(await verify({ ...good, [header]: `${value}A` }, "{}")).toMatchObject({ ok: false });
        });
    });
    test.each(["signature", "body"])(`${provider.id}: tampered %s is refused`, async (kind) => {
        const body = '{"id":"1","type":"a"}';
        const good = await signWebhook(provider, {
            secret: signingKey,
            url,
            body,
            now,
            headers: extra,
            settings,
        });
        const bad = await tamper(provider, good, kind, { secret: signingKey, now, settings });
        expect(await verifyWebhook(provider, bad, { secrets: [secret], now, settings })).toEqual({
            ok: false,
            reason: "signature_mismatch",
        });
    });
    if (contract.toleranceSeconds !== undefined)
        testWindow(contract.toleranceSeconds);
    function testWindow(tolerance) {
        const at = (seconds) => new Date(now.getTime() + seconds * 1000);
        test.each([-tolerance, 0, tolerance])(`${provider.id}: %i seconds off is believed`, async (seconds) => {
            expect(await verify(await signed("{}", at(seconds)), "{}")).toMatchObject({
                ok: true,
                timestamp: at(seconds),
            });
        });
        test.each([
            [-tolerance - 1, "timestamp_stale"],
            [tolerance + 1, "timestamp_in_future"],
        ])(`${provider.id}: %i seconds off is %s`, async (seconds, reason) => {
            expect(await verify(await signed("{}", at(seconds)), "{}")).toEqual({
                ok: false,
                reason,
                skewSeconds: -seconds,
            });
        });
        test(`${provider.id}: an old request, signed rightly, is refused for its age`, async () => {
            const good = await signWebhook(provider, {
                secret: signingKey,
                url,
                body: "{}",
                now,
                headers: extra,
                settings,
            });
            const old = await tamper(provider, good, "clock", { secret: signingKey, now, settings });
            expect(await verifyWebhook(provider, old, { secrets: [secret], now, settings })).toEqual({
                ok: false,
                reason: "timestamp_stale",
                skewSeconds: 86400,
            });
        });
    }
}
function asPair(secret) {
    return typeof secret === "string" ? { verify: secret, sign: secret } : secret;
}
/** Fresh bytes as hex, for secrets of tests. */
export function freshSecret(bytes = 16) {
    return randomBytes(bytes).toString("hex");
}

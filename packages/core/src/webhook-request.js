const none = Object.freeze([]);
/**
 * All values of one header, in order; empty when it is absent. `name` in lower case. Values that are not text count
 * as absent. A `Headers` object has joined doubled headers with `, ` already; that cannot be undone here.
 */
export function headerValues(headers, name) {
    if (isHeadersObject(headers)) {
        const value = headers.get(name);
        return value === null ? none : [value];
    }
    if (typeof headers !== "object" || headers === null)
        return none;
    const values = [];
    if (Symbol.iterator in headers) {
        // safe: the only member of HeadersLike that iterates and is not a Headers
        for (const pair of headers) {
            if (Array.isArray(pair) && isNamed(pair[0], name) && typeof pair[1] === "string")
                values.push(pair[1]);
        }
        return values;
    }
    for (const key in headers) {
        if (!isNamed(key, name))
            continue;
        const value = headers[key];
        if (typeof value === "string")
            values.push(value);
        else if (Array.isArray(value))
            for (const one of value)
                if (typeof one === "string")
                    values.push(one);
    }
    return values;
}
/** One header's first value, or `undefined`. `name` in lower case. */
export function firstHeader(headers, name) {
    return headerValues(headers, name)[0];
}
/**
 * Node's flat `rawHeaders` as pairs: the cheapest form that keeps doubled headers apart.
 *
 * @example verifyWebhook(github, { method, url, headers: rawHeaderPairs(incoming.rawHeaders), body }, options)
 */
export function rawHeaderPairs(rawHeaders) {
    const pairs = [];
    for (let index = 1; index < rawHeaders.length; index += 2) {
        pairs.push([rawHeaders[index - 1] ?? "", rawHeaders[index] ?? ""]);
    }
    return pairs;
}
/** The same request with headers that can be read more than once, whatever iterable they came as. */
export function withStableHeaders(request) {
    const { headers } = request;
    if (Array.isArray(headers) || headers instanceof Map || isHeadersObject(headers))
        return request;
    if (typeof headers !== "object" || headers === null || !(Symbol.iterator in headers))
        return request;
    // safe: the only member of HeadersLike that iterates and is not a Headers
    return { ...request, headers: [...headers] };
}
/**
 * By shape and not `instanceof`: Node loads its fetch implementation at the first touch of the global `Headers`
 * (about 10 ms), and other implementations of it exist.
 */
function isHeadersObject(headers) {
    return (!Array.isArray(headers) &&
        typeof headers?.get === "function" &&
        typeof headers.append === "function" // safe: only looked at
    );
}
function isNamed(key, name) {
    return (typeof key === "string" && key.length === name.length && (key === name || key.toLowerCase() === name));
}
/** All headers as pairs, whatever form they came in. */
export function headerPairs(headers) {
    if (Array.isArray(headers))
        return headers; // safe: the one array among HeadersLike
    if (Symbol.iterator in headers)
        return [...headers]; // safe: a Headers iterates as pairs too
    return Object.entries(headers).flatMap(([name, value]) => {
        if (value === undefined)
            return [];
        const values = typeof value === "string" ? [value] : value;
        return values.map((one) => [name, one]);
    });
}

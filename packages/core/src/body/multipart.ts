/** Parts looked at in one body; further ones are ignored. */
const maxParts = 50;
const boundaryOf = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70}))/i;

/**
 * The bytes of one text field of a `multipart/form-data` body, or `undefined` when the body is none or has no such
 * field. Files are passed over, nothing is decoded.
 */
export function multipartField(
  body: Uint8Array,
  contentType: string | undefined,
  name: string,
): Uint8Array | undefined {
  const match = boundaryOf.exec(contentType?.trim() ?? "");
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) return undefined;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  const opening = Buffer.from(`--${boundary}\r\n`, "latin1");
  let start: number;
  if (bytes.subarray(0, opening.length).equals(opening)) start = opening.length;
  else {
    const at = bytes.indexOf(delimiter);
    if (at === -1) return undefined;
    start = at + delimiter.length + 2;
  }
  for (let part = 0; part < maxParts; part++) {
    const end = bytes.indexOf(delimiter, Math.max(0, start - 2));
    const headersEnd = bytes.indexOf("\r\n\r\n", start, "latin1");
    if (end === -1 || headersEnd === -1 || headersEnd > end) return undefined;
    const headers = bytes.toString("latin1", start, headersEnd);
    const value = bytes.subarray(headersEnd + 4, Math.max(headersEnd + 4, end));
    if (nameOf(headers) === name && !/filename/i.test(headers)) return value;
    start = end + delimiter.length + 2;
  }
  return undefined;
}

function nameOf(headers: string): string | undefined {
  const match = /^content-disposition:\s*form-data\s*;(?:.*;)?\s*name=(?:"([^"\r\n]*)"|([^\s;"]+))/im.exec(
    headers,
  );
  return match?.[1] ?? match?.[2];
}

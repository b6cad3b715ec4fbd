/** An error as services of the JSON protocol answer it. */
export function serviceError(code: string, message: string, status = 400): Response {
  return answerJson({ __type: code, message }, status);
}

/** An answer as services of the JSON protocol give it. */
export function answerJson(body: object, status = 200): Response {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() };
  return new Response(JSON.stringify(body), { status, headers });
}

import { type Context, Hono } from "hono";
import type { Asset, PageBundle } from "./bundle.ts";
import { problem } from "./problem.ts";

/**
 * The page and its files: the same for everybody, without a word of data. Every path that is no file is the page, which
 * finds its way itself. The bundle is made with the first request.
 */
export function createFiles(bundle: () => Promise<PageBundle>): Hono {
  let made: Promise<PageBundle> | undefined;
  const files = (): Promise<PageBundle> => {
    made ??= bundle().catch((error: unknown) => {
      made = undefined; // what kept it from being made may be over by the next request
      throw error;
    });
    return made;
  };
  const app = new Hono();
  app.get("/assets/:name", async (context) => {
    const { script, style } = await files();
    const found = [script, style].find(({ name }) => name === context.req.param("name"));
    return found === undefined ? problem("not_found") : send(context, found);
  });
  app.get("*", async () => {
    const html = pageHtml(await files());
    return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
  });
  return app;
}

function send({ req }: Context, { body, type, gzip, brotli }: Asset): Response {
  const accepted = req.header("accept-encoding") ?? "";
  const headers = {
    "content-type": type,
    "cache-control": "public, max-age=31536000, immutable",
    vary: "accept-encoding",
  };
  if (/\bbr\b/.test(accepted)) {
    return new Response(brotli, { headers: { ...headers, "content-encoding": "br" } });
  }
  if (/\bgzip\b/.test(accepted)) {
    return new Response(gzip, { headers: { ...headers, "content-encoding": "gzip" } });
  }
  return new Response(body, { headers });
}

function pageHtml({ script, style }: PageBundle): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>Hookyard</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console/assets/${style.name}">
<script type="module" src="/console/assets/${script.name}"></script>
</head>
<body><div id="app"></div><noscript>The console needs JavaScript.</noscript></body>
</html>
`;
}

import { textAt, unixTimeAt } from "../body/field.ts";
import { json } from "../body/json.ts";
import { dockerHubMapping } from "../mapping/docker-hub.ts";
import { defineProvider } from "../provider.ts";
import { inQuery } from "../scheme/place.ts";
import { token } from "../scheme/token.ts";

/**
 * Docker Hub: an image was pushed.
 *
 * Docker Hub signs nothing. The secret is part of the URL that is registered, `…/webhooks/<source>?token=<secret>`:
 * keep it out of access logs. `callback_url` is a relic, and is never called. There is no id and no type: all is
 * `push`.
 *
 * That nothing is signed from the documentation; retries unknown.
 * @see https://docs.docker.com/docker-hub/repos/manage/webhooks/
 */
export const dockerHub = defineProvider({
  id: "docker-hub",
  name: "Docker Hub",
  docs: "https://docs.docker.com/docker-hub/repos/manage/webhooks/",
  scheme: token({ at: inQuery("token") }),
  body: json,
  identify: ({ payload }) => ({
    id: undefined,
    type: "push",
    time: unixTimeAt(payload, "push_data.pushed_at"),
    subject: textAt(payload, "repository.repo_name"),
  }),
  // Unknown; three days are meant to be generous.
  horizonSeconds: 3 * 86_400,
  domain: dockerHubMapping,
});

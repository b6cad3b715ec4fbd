/** The environment variable that holds a source's secrets, on every engine: `github-acme` → `HOOKYARD_SECRET_GITHUB_ACME`. */
export function secretVariable(source: string): string {
  return `HOOKYARD_SECRET_${source.toUpperCase().replaceAll("-", "_")}`;
}

/** The one that holds the key of its provider's API. */
export function apiKeyVariable(source: string): string {
  return `HOOKYARD_API_KEY_${source.toUpperCase().replaceAll("-", "_")}`;
}

/** The environment variable that holds a source's secrets, on every engine: `github-acme` → `HOOKYARD_SECRET_GITHUB_ACME`. */
export function secretVariable(source: string): string {
  return `HOOKYARD_SECRET_${source.toUpperCase().replaceAll("-", "_")}`;
}

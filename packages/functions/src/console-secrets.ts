/** The `sst.Secret` behind each role's key: set with `npx sst secret set <name>`, which asks for it. */
export const consoleSecrets = {
  operator: "ConsoleOperatorSecret",
  viewer: "ConsoleViewerSecret",
} as const;

/** 32 characters of base64url are 192 bits. */
const strong = /^[\w-]{32,200}$/;

/**
 * Why these keys may not let anybody in; `undefined` when they may. A key stands in a link, and whoever has a session's
 * cookie can try keys against its signature: so it is long, and of characters that links leave alone.
 */
export function refuseWeakKeys(
  keys: Readonly<Record<keyof typeof consoleSecrets, string>>,
): string | undefined {
  for (const role of ["operator", "viewer"] as const) {
    if (strong.test(keys[role])) continue;
    return `${consoleSecrets[role]} is not set to 32 or more letters, digits, "-" and "_": npx sst secret set ${consoleSecrets[role]} "$(openssl rand -hex 24)"`;
  }
  if (keys.operator !== keys.viewer) return undefined;
  return `${consoleSecrets.operator} and ${consoleSecrets.viewer} are the same, so every viewer would be an operator: set another value for one of them`;
}

/**
 * The fields that a pattern looks at, as paths with points; none where the text is no JSON, which is refused elsewhere.
 * With `under`, the patterns are what stands under that name, at any depth.
 */
export function fieldsOf(text: string, under?: string): readonly string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  return under === undefined ? leaves(parsed, "") : named(parsed, under);
}

function named(value: unknown, name: string): readonly string[] {
  return entries(value).flatMap(([key, each]) => (key === name ? leaves(each, "") : named(each, name)));
}

// A list ends a path: it holds what the field is compared with. `$or` holds patterns at the same place.
function leaves(value: unknown, at: string): readonly string[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return at === "" ? [] : [at];
  return entries(value).flatMap(([key, each]) =>
    key === "$or"
      ? entries(each).flatMap(([, branch]) => leaves(branch, at))
      : leaves(each, at === "" ? key : `${at}.${key}`),
  );
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

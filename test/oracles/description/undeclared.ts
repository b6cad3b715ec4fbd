/** What this reads of a JSON schema. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/**
 * The fields of a value that its schema does not name, each by its path. A schema lets others pass; but a field that a
 * provider does not name is one that our client sends in vain, or one that our played provider made up. Where a schema
 * names none at all (`data: object`), or says what others are, all are named.
 */
export function undeclaredFields(
  value: unknown,
  schema: JsonSchema,
  resolve: (schema: JsonSchema) => JsonSchema,
  at = "",
): readonly string[] {
  const schemas = everySchema(schema, resolve);
  if (Array.isArray(value)) {
    const items = { anyOf: schemas.flatMap((each) => each.items ?? []) };
    return value.flatMap((item, index) => undeclaredFields(item, items, resolve, `${at}/${index}`));
  }
  if (typeof value !== "object" || value === null) return [];
  const named = schemas.filter(({ properties }) => properties !== undefined);
  const isOpen =
    named.length === 0 || schemas.some(({ additionalProperties = false }) => additionalProperties !== false);
  return Object.entries(value).flatMap(([name, inner]) => {
    const own = named.flatMap(({ properties }) =>
      properties !== undefined && Object.hasOwn(properties, name) ? [properties[name] ?? {}] : [],
    );
    if (own.length === 0) return isOpen ? [] : [`${at}/${name}`];
    return undeclaredFields(inner, { anyOf: own }, resolve, `${at}/${name}`);
  });
}

/** The schema and all those that it is made of. */
function everySchema(schema: JsonSchema, resolve: (schema: JsonSchema) => JsonSchema): readonly JsonSchema[] {
  const own = resolve(schema);
  const { allOf = [], anyOf = [], oneOf = [] } = own;
  return [own, ...[...allOf, ...anyOf, ...oneOf].flatMap((each) => everySchema(each, resolve))];
}

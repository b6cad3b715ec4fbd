import type { AttributeValue } from "@aws-sdk/client-dynamodb";

/** An item, or the key of one, as DynamoDB takes it. */
export type Item = Record<string, AttributeValue>;

export function text(value: string): AttributeValue.SMember {
  return { S: value };
}

export function number(value: number): AttributeValue.NMember {
  return { N: String(value) };
}

export function texts(values: readonly string[]): AttributeValue.LMember {
  return { L: values.map(text) };
}

/** Without the attributes that are `undefined`. */
export function itemOf(attributes: Readonly<Record<string, AttributeValue | undefined>>): Item {
  const item: Item = {};
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) item[name] = value;
  return item;
}

/** `undefined` where there is none, or one of another type. */
export function readText(item: Item, name: string): string | undefined {
  return item[name]?.S;
}

export function readNumber(item: Item, name: string): number | undefined {
  const value = item[name]?.N;
  return value === undefined ? undefined : Number(value);
}

export function readTexts(item: Item, name: string): readonly string[] {
  return (item[name]?.L ?? []).flatMap(({ S }) => (S === undefined ? [] : [S]));
}

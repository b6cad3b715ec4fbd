export const producersByFamily: Readonly<Record<string, readonly string[]>> = {};

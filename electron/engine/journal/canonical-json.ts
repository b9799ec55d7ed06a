/**
 * JSON with sorted keys and no white space: the same value always gives the same text, so that it can be hashed.
 * Properties that are undefined are left out, as JSON does.
 * @throws TypeError for what JSON can't hold: big integers, functions, infinite numbers.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return canonicalObject(value);
  throw new TypeError(`This ${typeof value} has no JSON form.`);
}

function canonicalObject(value: object): string {
  const properties = Object.entries(value)
    .filter(([, property]) => property !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, property]) => `${JSON.stringify(key)}:${canonicalJson(property)}`);
  return `{${properties.join(',')}}`;
}

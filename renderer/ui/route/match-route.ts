/** Where the window is: the hash of its address without `#`, cut up. */
export interface Location {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** `#/clusters/shop?to=db2` → path and query. Anything else is the start. */
export function parseLocation(hash: string): Location {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  return { path: path.startsWith('/') ? path : '/', query: Object.fromEntries(new URLSearchParams(query)) };
}

function decoded(segment: string): string | null {
  try {
    return decodeURIComponent(segment);
  } catch {
    return null;
  }
}

/** The values of the `:names` in a pattern such as `/clusters/:name/switchover`, or null where the path differs. */
export function matchRoute(pattern: string, path: string): Readonly<Record<string, string>> | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const values: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = decoded(given[index] ?? '');
    if (value === null) return null;
    if (segment.startsWith(':') && value !== '') values[segment.slice(1)] = value;
    else if (segment !== value) return null;
  }
  return values;
}

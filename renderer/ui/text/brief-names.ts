const shortest = 6; // characters that are worth leaving out
const upToSeparator = /^.*[-._]/;

/**
 * Names where there is little room: what they all begin or end with is left out, in whole parts, so that what tells
 * them apart is in sight. `db-17-orders-and-payments` among its like is `db-17`, as hosts go without their domain.
 */
export function briefNames(names: readonly string[]): readonly string[] {
  if (new Set(names).size < 2) return names;
  const head = wholeParts(common(names));
  const tail = wholeParts(common(names.map((name) => reversed(name.slice(head.length)))));
  return names.map((name) => cut(name, head.length, tail.length));
}

function cut(name: string, head: number, tail: number): string {
  const from = head < shortest ? 0 : head;
  const to = tail < shortest ? name.length : name.length - tail;
  return `${from === 0 ? '' : '…'}${name.slice(from, to)}`;
}

/** What all of them begin with, less than the whole of any. */
function common([first = '', ...others]: readonly string[]): string {
  const most = Math.min(first.length, ...others.map(({ length }) => length)) - 1;
  let length = 0;
  while (length < most && others.every((name) => name[length] === first[length])) length += 1;
  return first.slice(0, length);
}

/** Up to its last separator, that included. */
function wholeParts(text: string): string {
  return upToSeparator.exec(text)?.[0] ?? '';
}

function reversed(text: string): string {
  return Array.from(text).reverse().join('');
}

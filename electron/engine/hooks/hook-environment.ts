/** What of this program's own environment a hook gets: never what may hold a password. */
const passed = ['PATH', 'HOME', 'LANG', ...(process.platform === 'win32' ? ['SystemRoot'] : [])];

/** The whole environment of a hook. */
export function hookEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  told: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const kept = passed.flatMap((name) => {
    const value = own[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...told };
}

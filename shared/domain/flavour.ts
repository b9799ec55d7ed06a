import type { Family } from './server.ts';

/** The kinds of servers that practice servers and tests are made of. `mysql56` is the MySQL of 2013, which still runs. */
export const flavours = ['mariadb', 'mysql', 'mysql56'] as const;
export type Flavour = (typeof flavours)[number];

/** Whose dialect such a server speaks, as far as families go; its version says the rest. */
export function familyOfFlavour(flavour: Flavour): Family {
  return flavour === 'mariadb' ? 'mariadb' : 'mysql';
}

/** What people call it. */
export const flavourNames: Readonly<Record<Flavour, string>> = {
  mariadb: 'MariaDB',
  mysql: 'MySQL',
  mysql56: 'MySQL 5.6',
};

import type { ServerId } from '../../../shared/domain/server.ts';

const part = encodeURIComponent;

function query(values: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${part(value)}`],
  );
  return given.length === 0 ? '' : `?${given.join('&')}`;
}

/** Addresses of the screens, for `href` and `navigate`. */
export const paths = {
  start: () => '#/',
  map: (cluster: string, server?: ServerId) => `#/clusters/${part(cluster)}${query({ server })}`,
  switchover: (cluster: string, to?: ServerId) => `#/clusters/${part(cluster)}/switchover${query({ to })}`,
  /** The source is gone: `to`, or the best replica, takes over. */
  failover: (cluster: string, to?: ServerId) => `#/clusters/${part(cluster)}/failover${query({ to })}`,
  /** Letting an old source that is back follow the new one. */
  rejoin: (cluster: string, server: ServerId) => `#/clusters/${part(cluster)}/rejoin${query({ server })}`,
  /** Pointing a replica elsewhere; `to` is a server or an address. */
  changeMaster: (cluster: string, asked: { readonly replica?: ServerId; readonly to?: string } = {}) =>
    `#/clusters/${part(cluster)}/change-master${query(asked)}`,
  /** Making a server a replica from where the dump in it was taken; `importId`: the import that filled it, `dump`: its file. */
  attach: (
    cluster: string,
    asked: { readonly server?: ServerId; readonly importId?: string; readonly dump?: string } = {},
  ) => `#/clusters/${part(cluster)}/attach${query(asked)}`,
  /** Putting a replica back; from a record, or choosing among those of a server. */
  putBack: (
    cluster: string,
    asked: { readonly server?: ServerId; readonly record?: string; readonly channel?: string } = {},
  ) => `#/clusters/${part(cluster)}/put-back${query(asked)}`,
  /** Importing a dump: `file` is its path, `name` all that a browser says of a dropped one, `resume` what did not end. */
  importDump: (
    cluster: string,
    asked: {
      readonly server?: ServerId;
      readonly file?: string;
      readonly name?: string;
      readonly resume?: string;
    } = {},
  ) => `#/clusters/${part(cluster)}/import${query(asked)}`,
  /** An import that runs, or ran here lately. */
  importRun: (cluster: string, importId: string) => `#/clusters/${part(cluster)}/imports/${part(importId)}`,
  /** Taking a dump. */
  dump: (cluster: string, asked: { readonly server?: ServerId } = {}) =>
    `#/clusters/${part(cluster)}/dump${query(asked)}`,
  /** A dump that runs, or ran here lately. */
  dumpRun: (cluster: string, dumpId: string) => `#/clusters/${part(cluster)}/dumps/${part(dumpId)}`,
  /** An operation that runs or was cut off: where it stands, and the ways out. */
  operation: (id: string) => `#/operations/${part(id)}`,
  /** Undoing an operation that has ended, by a new plan. */
  undoOperation: (id: string) => `#/operations/${part(id)}/undo`,
  journal: () => '#/journal',
  /** A record or an operation by its id. */
  journalEntry: (id: string) => `#/journal/${part(id)}`,
  /** Every failover as an incident; one of them. */
  incidents: () => '#/incidents',
  incident: (operation: string) => `#/incidents/${part(operation)}`,
  compare: (left: string, right: string) => `#/journal/compare${query({ left, right })}`,
  settings: () => '#/settings',
  newCluster: () => '#/settings/new',
  editCluster: (cluster: string) => `#/settings/clusters/${part(cluster)}`,
  welcome: () => '#/welcome',
};

/** Goes to another screen; the way back is the browser's. */
export function navigate(href: string): void {
  window.location.hash = href;
}

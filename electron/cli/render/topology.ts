import { formatPosition } from '../../../shared/domain/position.ts';
import type { Finding } from '../../../shared/domain/finding.ts';
import type { ChannelView, ClusterTopology, Role, ServerView } from '../../../shared/domain/topology.ts';
import { inWords } from '../../../shared/domain/words.ts';
import type { Look } from './look.ts';
import type { Style } from './paint.ts';
import { printable } from './printable.ts';
import { renderTable } from './table.ts';
import type { Cell } from './table.ts';
import { formatLag, notesOf } from './server-notes.ts';
import { localTime } from './time.ts';
import { drawTree } from './tree.ts';
import type { Branch } from './tree.ts';

/** A cluster for people: its tree with positions and channels, and what was found, worst first. */
export function renderTopology(given: ClusterTopology, look: Look): string {
  const topology = printable(given);
  const { paint } = look;
  const name = topology.label === topology.name ? topology.name : `${topology.name}: ${topology.label}`;
  const title = `${paint('bold', name)}  ${topology.environment}  ${paint('dim', `read ${localTime(topology.readAt)}`)}`;
  const heads = ['SERVER', 'ROLE', 'VERSION', 'WRITES', 'OWN LOG AT', 'IO', 'SQL', 'LAG', 'EXECUTED'];
  const branches = drawTree(topology.servers);
  const table = renderTable([
    heads.map((text) => ({ text, shown: paint('dim', text) })),
    ...branches.map((branch) => serverRow(branch, look)),
  ]);
  const [head = '', ...rows] = table;
  const lines = rows.flatMap((row, index) => [row, ...notesOf(branches[index], look)]);
  const findings = topology.findings.flatMap((finding) => renderFinding(finding, look));
  const noFindings = [paint('green', 'Nothing found that needs attention.')];
  return [title, '', head, ...lines, '', ...(findings.length > 0 ? findings : noFindings)].join('\n');
}

const roles: Readonly<Record<Role, string>> = {
  source: '{source}',
  replica: '{replica}',
  intermediate: 'intermediate {source}',
  standalone: 'standalone',
  unreachable: 'unreachable',
};

function serverRow({ server, before }: Branch, look: Look): readonly Cell[] {
  const { paint, words } = look;
  const name = server.label === null ? server.address : `${server.label} (${server.address})`;
  const first = { text: before + name, shown: paint('dim', before) + paint('bold', name) };
  const role = inWords(roles[server.role], words);
  if (server.reason !== null) return [first, coloured('red', role, look)];
  return [
    first,
    { text: role },
    { text: versionOf(server) },
    writesCell(server, look),
    { text: ownPosition(server) },
    ...channelCells(server, look),
  ];
}

function coloured(style: Style, text: string, look: Look): Cell {
  return { text, shown: look.paint(style, text) };
}

function versionOf(server: ServerView): string {
  const family = server.family === 'mariadb' ? 'MariaDB' : 'MySQL';
  const version = /^[\d.]+/.exec(server.version ?? '')?.[0] ?? server.version ?? '?';
  return `${family} ${version}`;
}

function writesCell(server: ServerView, look: Look): Cell {
  if (server.writable === null) return { text: 'unknown' };
  if (!server.writable) return { text: 'closed' };
  return coloured(server.role === 'replica' ? 'yellow' : 'green', 'open', look);
}

function ownPosition(server: ServerView): string {
  const { position } = server;
  if (position === null) return '?';
  const { file, offset } = position;
  return file === null || offset === null ? 'log off' : formatPosition({ file, offset });
}

/** The first channel; more are told below. */
function channelCells(server: ServerView, look: Look): readonly Cell[] {
  const channel = server.channels[0];
  if (channel === undefined) return [];
  return [
    threadCell(channel.io, look),
    threadCell(channel.sql, look),
    { text: formatLag(channel.lag) },
    { text: formatPosition(channel.executed) },
  ];
}

function threadCell(state: ChannelView['io'], look: Look): Cell {
  return coloured(state === 'yes' ? 'green' : 'red', state, look);
}

function renderFinding(finding: Finding, look: Look): readonly string[] {
  const style: Style = finding.severity === 'critical' ? 'red' : finding.severity === 'warning' ? 'yellow' : 'cyan';
  const where = finding.server === null ? '' : ` ${finding.server}`;
  return [
    `${look.paint(style, finding.severity.padEnd(8))} ${look.paint('bold', finding.code)}${where}: ${inWords(finding.message, look.words)}`,
    ...(finding.explanation === '' ? [] : [look.paint('dim', `         ${inWords(finding.explanation, look.words)}`)]),
  ];
}

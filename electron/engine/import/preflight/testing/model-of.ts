import { Inventory } from '../../dump/inventory.ts';
import type { DumpModel } from '../../dump/dump-model.ts';
import { readStatement } from '../../statements/read-statement.ts';
import { scanAll } from '../../testing/scan-all.ts';

/** What is in a dump that is written by hand. */
export function modelOf(text: string): DumpModel {
  const inventory = new Inventory();
  for (const piece of scanAll(Buffer.from(text))) {
    inventory.add(piece, piece.kind === 'statement' ? readStatement(piece) : null);
  }
  return inventory.model();
}

/** A small dump of MySQL 8.4, with these lines in the place of its own where they are given. */
export function exampleDump(
  lines: { readonly head?: string; readonly body?: string; readonly tail?: string } = {},
): string {
  return [
    '-- MySQL dump 10.13  Distrib 8.4.3, for Linux (x86_64)',
    '-- Server version\t8.4.3',
    '/*!50503 SET NAMES utf8mb4 */;',
    lines.head ?? 'CREATE DATABASE `shop`;\nUSE `shop`;',
    lines.body ?? exampleTable('orders'),
    lines.tail ?? '-- Dump completed on 2026-01-02  3:04:05',
    '',
  ].join('\n');
}

/** Drops, makes and fills a table; `rest` stands behind its columns. */
export function exampleTable(name: string, rest = ', PRIMARY KEY (`id`)', options = 'ENGINE=InnoDB'): string {
  return [
    `DROP TABLE IF EXISTS \`${name}\`;`,
    `CREATE TABLE \`${name}\` (\`id\` int NOT NULL${rest}) ${options};`,
    `INSERT INTO \`${name}\` VALUES (1),(2);`,
  ].join('\n');
}

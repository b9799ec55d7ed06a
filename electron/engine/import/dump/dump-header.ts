import type { CommentPiece } from '../scan/piece.ts';
import type { Completeness, DumpMaker } from './dump-model.ts';

const longestLine = 500; // bytes

/** Reads the comments at the beginning and the end of a dump. */
export class DumpHeader {
  #maker: DumpMaker | null = null;
  #serverVersion: string | null = null;
  #host: string | null = null;
  #sandbox = false;
  #completed: { readonly on: string | null } | null = null;

  /** Takes a comment of the dump. */
  add({ bytes, offset }: CommentPiece): void {
    const line = bytes.toString('utf8', 0, longestLine);
    if (offset < 16 && line.startsWith('/*M!999999\\-')) this.#sandbox = true;
    this.#maker ??= makerIn(line);
    this.#serverVersion ??= /^-- Server version\s+(\S+)/.exec(line)?.[1] ?? null;
    this.#host ??= /^-- Host: (\S+)/.exec(line)?.[1] ?? null;
    const completed = /^-- Dump completed(?: on\s+(\S.*\S))?/.exec(line);
    if (completed !== null) this.#completed = { on: completed[1] ?? null };
  }

  /** A statement after the mark of the end: two dumps in one file, say, of which only the last mark counts. */
  statementSeen(): void {
    this.#completed = null;
  }

  read(): {
    readonly maker: DumpMaker | null;
    readonly serverVersion: string | null;
    readonly host: string | null;
    readonly sandbox: boolean;
  } {
    return { maker: this.#maker, serverVersion: this.#serverVersion, host: this.#host, sandbox: this.#sandbox };
  }

  completeness(): Completeness {
    return this.#completed === null ? { kind: 'unmarked' } : { kind: 'complete', on: this.#completed.on };
  }
}

/** `-- MySQL dump 10.13  Distrib 9.7.4, for …`, `-- MariaDB dump 10.19  Distrib 10.11.18-MariaDB, for …`. */
function makerIn(line: string): DumpMaker | null {
  const [, name, short, version] =
    /^-- (MySQL|MariaDB) dump ([0-9.-]+[^ ,]*)(?:\s+Distrib ([^ ,]+)|\s)/.exec(line) ?? [];
  if (name === undefined) return null;
  const made = version ?? short ?? '';
  const isMariadb = name === 'MariaDB' || made.includes('MariaDB');
  return { program: isMariadb ? 'mariadb-dump' : 'mysqldump', version: made };
}

/** The dump that loading is measured with: small tables and a large one in their middle, numbers and texts, two keys each. */
export interface DumpShape {
  readonly bytes: number;
  /** Of the large table in the whole. */
  readonly share: number;
  readonly smallTables: number;
}

const statementBytes = 1_000_000;
const rowBytes = 400;

/** The same text each time. */
export function* dumpText({ bytes, share, smallTables }: DumpShape): Generator<string> {
  yield '-- MySQL dump 10.13  Distrib 9.7.4, for Linux (x86_64)\n';
  yield '/*!40101 SET NAMES utf8mb4 */;\n/*!40014 SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0 */;\n';
  yield '/*!40014 SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0 */;\n';
  yield "/*!40101 SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;\n";
  yield 'CREATE DATABASE IF NOT EXISTS `bench`;\nUSE `bench`;\n';
  const random = randomFrom(12_345);
  const large = Math.floor(smallTables / 2);
  for (let table = 0; table <= smallTables; table += 1) {
    const part = table === large ? bytes * share : (bytes * (1 - share)) / smallTables;
    yield* tableText(`t${String(table)}`, part, random);
  }
  yield '-- Dump completed on 2026-11-25\n';
}

type Random = (below: number) => number;

function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state % below;
  };
}

function* tableText(name: string, wanted: number, random: Random): Generator<string> {
  yield `DROP TABLE IF EXISTS \`${name}\`;\nCREATE TABLE \`${name}\` (\n  \`id\` int NOT NULL,\n  \`n\` int DEFAULT NULL,\n  \`short\` varchar(100) DEFAULT NULL,\n  \`long\` text,\n  \`paid\` decimal(12,2) DEFAULT NULL,\n  PRIMARY KEY (\`id\`),\n  KEY \`n\` (\`n\`),\n  KEY \`short\` (\`short\`)\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;\n`;
  yield `LOCK TABLES \`${name}\` WRITE;\n`;
  for (let id = 1, done = 0; done < wanted;) {
    const rows: string[] = [];
    for (let inStatement = 0; inStatement < statementBytes - rowBytes && done < wanted; id += 1) {
      const row = rowOf(id, random);
      rows.push(row);
      inStatement += row.length + 1;
      done += row.length + 1;
    }
    yield `INSERT INTO \`${name}\` VALUES ${rows.join(',')};\n`;
  }
  yield 'UNLOCK TABLES;\n';
}

function rowOf(id: number, random: Random): string {
  const text = Array.from({ length: 30 }, () => random(1e9).toString(36)).join(' ');
  return `(${String(id)},${String(random(100_000))},'${text.slice(0, 60)}','${text}',${String(random(1e6))}.25)`;
}

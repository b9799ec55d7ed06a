import { expect, test } from 'vitest';
import { scanAll } from '../testing/scan-all.ts';
import { readStatement } from '../statements/read-statement.ts';
import { SessionLog } from './session-log.ts';

function logOf(text: string): SessionLog {
  const log = new SessionLog();
  for (const piece of scanAll(Buffer.from(text))) if (piece.kind === 'statement') log.add(piece, readStatement(piece));
  return log;
}

function sent(log: SessionLog, from: number, until: number): readonly string[] {
  return [...log.between(from, until)].map(({ bytes }) => bytes.toString());
}

const detour =
  '/*!40101 SET @saved_cs_client     = @@character_set_client */;\n/*!50503 SET character_set_client = utf8mb4 */;\n/*!40101 SET character_set_client = @saved_cs_client */;\n';

test('a connection goes through everything that makes the session', () => {
  const log = logOf('SET NAMES utf8mb4;USE `shop`;SET @a = 1;');
  expect(sent(log, 0, log.end)).toEqual(['SET NAMES utf8mb4', 'USE `shop`', 'SET @a = 1']);
  expect(sent(log, 2, log.end)).toEqual(['SET @a = 1']);
});

test('what is set and set back around a CREATE TABLE is passed over as a whole', () => {
  const log = logOf(`SET NAMES utf8mb4;${detour}USE b;`);
  expect(sent(log, 0, log.end)).toEqual(['SET NAMES utf8mb4', 'USE b']);
});

test('who stands within it goes through the rest of it', () => {
  const log = logOf(detour);
  expect(sent(log, 0, 2)).toHaveLength(2);
  expect(sent(log, 2, log.end)).toEqual(['/*!40101 SET character_set_client = @saved_cs_client */']);
});

test('another variable that is set back is no such thing', () => {
  const log = logOf('SET @x = @@sql_mode;SET sql_mode = 1;SET character_set_client = @x;');
  expect(sent(log, 0, log.end)).toHaveLength(3);
});

test('autocommit stays on: a connection’s transactions are its own', () => {
  const log = logOf(
    'SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0;SET NAMES utf8mb4;set autocommit=@old_autocommit;',
  );
  const on = 'SET SESSION autocommit = 1';
  expect(sent(log, 0, log.end)).toEqual([
    'SET @OLD_AUTOCOMMIT=@@AUTOCOMMIT, @@AUTOCOMMIT=0',
    on,
    'SET NAMES utf8mb4',
    'set autocommit=@old_autocommit',
    on,
  ]);
});

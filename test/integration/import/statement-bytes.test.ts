import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnector } from '../../../electron/engine/connections/connector.ts';
import type { ByteSession } from '../../../electron/engine/connections/session.ts';
import { flavours } from '../../../shared/domain/flavour.ts';
import { describeOn } from '../../kit/families.ts';
import { startTopology } from '../../kit/topology.ts';
import type { Topology } from '../../kit/topology.ts';

const fullPacket = 0xff_ffff; // bytes
const statementMs = 30_000; // ms

for (const family of flavours) {
  await describeOn(family, 'statements sent as bytes', () => {
    let topology: Topology;
    let session: ByteSession;

    beforeAll(async () => {
      const settings = { 'max-allowed-packet': '64M' };
      topology = await startTopology({ family, positions: 'file', replicas: 0, settings });
      const { source } = topology;
      await source.query("CREATE USER 'sender'@'%' IDENTIFIED BY 'sender'");
      const target = {
        server: source.address,
        user: 'sender',
        password: () => Promise.resolve('sender'),
        tls: { mode: 'off', caFile: null, certFile: null, keyFile: null },
      } as const;
      session = await createConnector().openForBytes(target, { connectWithinMs: 10_000 });
    });
    afterAll(async () => {
      await session.close();
      await topology.stop();
    });

    // One byte, or three with attributes of the query, come before the statement: each length around a full packet.
    test.each([1, 2])(
      'a statement that fills %i packets arrives, whether or not an empty one must follow',
      async (packets) => {
        for (let less = 5; less >= -1; less -= 1) {
          const length = packets * fullPacket - less;
          const [before, behind] = [Buffer.from("SELECT LENGTH('"), Buffer.from("') AS n")];
          const text = Buffer.alloc(length - before.length - behind.length, 'a');
          const rows = await session.queryBytes(Buffer.concat([before, text, behind]), { withinMs: statementMs });
          expect(Number(rows[0]?.['n'])).toBe(text.length);
        }
      },
    );

    test('every byte arrives as it is, and question marks too', async () => {
      const all = Buffer.from(
        Array.from({ length: 256 }, (_, code) => code).filter((code) => code !== 0x27 && code !== 0x5c),
      );
      const sql = Buffer.concat([Buffer.from("SELECT HEX(_binary'"), all, Buffer.from("') AS h, '?' AS q")]);
      const [row] = await session.queryBytes(sql, { withinMs: statementMs });
      expect(row).toMatchObject({ h: all.toString('hex').toUpperCase(), q: '?' });
    });

    test('what is refused says why, and the next one is answered', async () => {
      await expect(session.queryBytes(Buffer.from('SELEC 1'), { withinMs: statementMs })).rejects.toMatchObject({
        code: 'server-statement-failed',
        details: { number: 1064 },
      });
      const tooLarge = Buffer.concat([Buffer.from("SELECT '"), Buffer.alloc(65 * 2 ** 20, 'a'), Buffer.from("'")]);
      await expect(session.queryBytes(tooLarge, { withinMs: statementMs })).rejects.toThrow();
    });
  });
}

import type { JSX, ReactNode } from 'react';
import type { DumpResult } from '../../../../shared/domain/dump.ts';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import { CopyButton } from '../../../ui/controls/CopyButton.tsx';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Mono } from '../../../ui/text/Mono.tsx';
import { Position } from '../../../ui/text/Position.tsx';
import { Sql } from '../../../ui/text/Sql.tsx';
import classes from './dump.module.css';

interface CoordinatesProps {
  readonly result: DumpResult;
  readonly name: (server: string) => string;
}

/** Both pairs of one moment. Each counts in another server's log, which is said before the numbers. */
export function Coordinates({ result, name }: CoordinatesProps): JSX.Element {
  const words = useWords();
  const { server, coordinates, statements } = result;
  const { own, channels } = coordinates;
  const it = name(server);
  return (
    <div className={classes['pairs']}>
      <Panel title={words(`For a {replica} of ${it}`)} suffix={`in the log of ${it}`}>
        {own === null ? (
          <p className={classes['prose']}>
            {words('Its binary log is off: no {replica} can follow it from this dump.')}
          </p>
        ) : (
          <Pair
            {...own}
            what={`own position of ${it}`}
            statements={statements.own}
            use={words(`The server’s own position: a server that was filled from this dump follows ${it} from here.`)}
          />
        )}
      </Panel>
      {channels.map(({ channel, source, position, gtid }, index) => (
        <Panel
          key={channel}
          title={words(`For rebuilding ${it}, or a sibling${channel === '' ? '' : ` (channel ${channel})`}`)}
          suffix={`in the log of ${name(source)}`}
        >
          <Pair
            position={position}
            gtid={gtid}
            what={`executed position on ${name(source)}`}
            statements={statements.channels[index] ?? []}
            use={words(
              `Where ${it} stood on its {source}: a server that was filled from this dump follows ${name(source)} from here, in its place or beside it.`,
            )}
          />
        </Panel>
      ))}
      {channels.length === 0 && (
        <Panel title={words(`For a sibling of ${it}`)}>
          <p className={classes['prose']}>{words(`${it} follows no {source}: there is no second pair.`)}</p>
        </Panel>
      )}
    </div>
  );
}

interface PairProps {
  readonly position: BinlogPosition;
  readonly gtid: string | null;
  readonly what: string;
  readonly statements: readonly string[];
  readonly use: string;
}

function Pair({ position, gtid, what, statements, use }: PairProps): JSX.Element {
  return (
    <>
      <p className={classes['prose']}>{use}</p>
      <dl className={classes['coordinates']}>
        <Value name="Position" text={formatPosition(position)} what={what}>
          <Position position={position} />
        </Value>
        {gtid !== null && (
          <Value name="GTID" text={gtid} what={`GTIDs beside the ${what}`}>
            <Mono>{gtid}</Mono>
          </Value>
        )}
      </dl>
      {statements.length > 0 && <Sql statements={statements} what={`statements for the ${what}`} />}
    </>
  );
}

interface ValueProps {
  readonly name: string;
  readonly text: string;
  readonly what: string;
  readonly children: ReactNode;
}

function Value({ name, text, what, children }: ValueProps): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {children} <CopyButton always text={text} what={what} />
      </dd>
    </>
  );
}

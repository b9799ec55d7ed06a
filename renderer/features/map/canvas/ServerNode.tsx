import { Handle, Position, useStore, type Node, type NodeProps } from '@xyflow/react';
import { memo, type JSX, type KeyboardEvent } from 'react';
import { formatPosition, type BinlogPosition } from '../../../../shared/domain/position.ts';
import { classNames } from '../../../ui/class-names.ts';
import { Icon } from '../../../ui/controls/Icon.tsx';
import { Tag } from '../../../ui/feedback/Tag.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import { Digits } from '../../../ui/text/Digits.tsx';
import { fittingBadges, type Card } from '../model/card.ts';
import type { Direction } from '../model/neighbour.ts';
import { cardSentence } from '../model/card-sentence.ts';
import classes from './canvas.module.css';
import { isFar } from './is-far.ts';
import { HealthMark } from './HealthMark.tsx';

export type ServerNodeData = {
  readonly card: Card;
  /** Its name where there is little room. */
  readonly brief: string;
  /** What each of its rails says. */
  readonly rails: readonly string[];
  readonly selected: boolean;
  /** The cluster is large: the card is small. */
  readonly dense: boolean;
  /** Tab stops here. */
  readonly tabbable: boolean;
  readonly onChoose: (server: string) => void;
  readonly onGo: (server: string, direction: Direction) => void;
  readonly onFocused: (server: string) => void;
  /** What it is while a server is carried to its new source. */
  readonly drop: 'carried' | 'possible' | 'impossible' | 'over' | null;
  /** It replicates, so that it can be carried. */
  readonly carriable: boolean;
  readonly onPress: (server: string, x: number, y: number) => void;
  readonly onPickUp: (server: string) => void;
};

export type ServerNodeType = Node<ServerNodeData, 'server'>;

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** A server: a button that selects it; arrow keys go to the next card in their direction. */
export const ServerNode = memo(function ServerNode({ data }: NodeProps<ServerNodeType>): JSX.Element {
  const words = useWords();
  const far = useStore(isFar);
  const { card } = data;
  const brief = far || data.dense;
  const go = (event: KeyboardEvent): void => {
    if (event.key === 'm' && data.carriable && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      data.onPickUp(card.id);
    }
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    data.onGo(card.id, direction);
  };
  return (
    <>
      <Ends />
      <button
        type="button"
        data-server={card.id}
        data-drop={data.drop ?? undefined}
        aria-keyshortcuts={data.carriable ? 'm' : undefined}
        title={data.carriable ? words('Drag it onto its new {source}, or press M') : undefined}
        className={classNames(
          classes['card'],
          data.carriable && 'nopan',
          classes[card.health],
          card.isSource && classes['source'],
          data.selected && classes['selected'],
          brief && classes['brief'],
          far && (data.dense ? classes['far'] : classes['farLarge']),
        )}
        aria-label={words(cardSentence(card, data.rails))}
        aria-pressed={data.selected}
        tabIndex={data.tabbable ? 0 : -1}
        onClick={() => data.onChoose(card.id)}
        onPointerDown={(event) => {
          if (event.button === 0 && data.carriable) data.onPress(card.id, event.clientX, event.clientY);
        }}
        onFocus={() => data.onFocused(card.id)}
        onKeyDown={go}
      >
        {cardBody(data, far)}
      </button>
    </>
  );
});

/** Where the library takes edges to end; their real ways are the layout’s. */
function Ends(): JSX.Element {
  const hidden = classes['hidden'] ?? '';
  return (
    <>
      <Handle type="target" position={Position.Top} isConnectable={false} className={hidden} />
      <Handle type="source" position={Position.Bottom} isConnectable={false} className={hidden} />
    </>
  );
}

function cardBody({ card, brief, dense }: ServerNodeData, far: boolean): JSX.Element {
  if (dense) return <BriefCard card={card} name={brief} far={far} />;
  return far ? <GlanceCard card={card} /> : <FullCard card={card} />;
}

interface BriefCardProps {
  readonly card: Card;
  readonly name: string;
  readonly far: boolean;
}

/** A small card. */
function BriefCard({ card, name, far }: BriefCardProps): JSX.Element {
  return (
    <>
      <span className={classes['name']} title={card.name}>
        {name}
      </span>
      <HealthMark health={card.health} size={far ? 26 : 11} />
    </>
  );
}

/** A large card seen from afar. */
function GlanceCard({ card }: { readonly card: Card }): JSX.Element {
  const words = useWords();
  return (
    <>
      <span className={classes['glance']}>
        <span className={classes['name']} title={card.name}>
          {card.name}
        </span>
        <span className={classes['role']}>{words(card.role)}</span>
      </span>
      <HealthMark health={card.health} size={30} />
    </>
  );
}

function FullCard({ card }: { readonly card: Card }): JSX.Element {
  const words = useWords();
  return (
    <>
      <span className={classes['row']}>
        <span className={classes['name']} title={card.name}>
          {card.name}
        </span>
        <span className={classes['role']}>{words(card.role)}</span>
        {card.access !== null && <Lock access={card.access} />}
      </span>
      <span className={classes['row']}>
        <span className={classes['cut']} title={card.address}>
          {card.address}
        </span>
        <span>{card.version}</span>
      </span>
      <CardPosition position={card.position} />
      <span className={classes['row']}>
        <Badges badges={card.badges} />
        <span className={classes['access']}>{card.access}</span>
      </span>
    </>
  );
}

function Badges({ badges }: { readonly badges: Card['badges'] }): JSX.Element {
  const words = useWords();
  const { shown, left } = fittingBadges(badges);
  return (
    <span className={classes['badges']} title={words(badges.map((badge) => badge.text).join(', '))}>
      {shown.map((badge) => (
        <Tag key={badge.text} tone={badge.tone}>
          {words(badge.text)}
        </Tag>
      ))}
      {left > 0 && <span>+{left}</span>}
    </span>
  );
}

function Lock({ access }: { readonly access: 'writable' | 'read-only' }): JSX.Element {
  const open = access === 'writable';
  return (
    <Icon
      className={classNames(classes['lock'], open && classes['open'])}
      name={open ? 'unlocked' : 'locked'}
      size={15}
      label={access}
    />
  );
}

function CardPosition({ position }: { readonly position: Card['position'] }): JSX.Element {
  if (position === null) return <span className={classes['row']} />;
  const { kind, at } = position;
  return (
    <span className={classNames(classes['row'], classes['position'])}>
      {at === null ? 'binlog off' : <PositionText kind={kind} at={at} />}
      <span className={classes['kind']}>{kind}</span>
    </span>
  );
}

interface PositionTextProps {
  readonly kind: string;
  readonly at: BinlogPosition;
}

/** Where there is no room it is the file's name that is cut, never the offset. */
function PositionText({ kind, at }: PositionTextProps): JSX.Element {
  return (
    <span className={classes['place']} title={`${kind} ${formatPosition(at)}`}>
      <span>{at.file}</span>
      <span>
        : <Digits value={at.offset} />
      </span>
    </span>
  );
}

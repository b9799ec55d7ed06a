import { useEffect, useEffectEvent, type JSX } from 'react';
import { valueOf } from '../../ui/loaded.ts';
import { Button, LinkButton } from '../../ui/controls/Button.tsx';
import { Icon } from '../../ui/controls/Icon.tsx';
import { navigate, paths } from '../../ui/route/paths.ts';
import { useSession, useSignalbox } from '../../ui/state/signalbox.ts';
import { useWords } from '../../ui/state/use-words.ts';
import { useYardRise } from './use-yard-rise.ts';
import classes from './welcome.module.css';
import { YardProgress } from './YardProgress.tsx';

const practice = { family: 'mariadb', replicas: 2, positions: 'gtid', shape: 'star' } as const;

interface WelcomeScreenProps {
  /** Starts the yard, or joins its start, at once. */
  readonly practise?: boolean;
}

/** The first screen: one's own servers, or practice ones on this machine with one click. */
export function WelcomeScreen({ practise = false }: WelcomeScreenProps): JSX.Element {
  const { session } = useSignalbox();
  const yard = useYardRise((cluster) => {
    void session.refresh().then(() => navigate(cluster === null ? paths.start() : paths.map(cluster)));
  });
  const begin = useEffectEvent(() => yard.start(practice));
  useEffect(() => {
    if (practise) begin();
  }, [practise]);
  return (
    <div className={classes['welcome']}>
      {yard.rise.kind === 'idle' ? (
        <Choices onPractise={() => yard.start(practice)} />
      ) : (
        <YardProgress rise={yard.rise} onCancel={yard.cancel} onAgain={() => yard.start(practice)} />
      )}
    </div>
  );
}

function Choices({ onPractise }: { readonly onPractise: () => void }): JSX.Element {
  const words = useWords();
  const configPath = useSession((state) => valueOf(state.info)?.configPath);
  return (
    <>
      <header className={classes['intro']}>
        <Icon name="map" size={40} />
        <h1>Every track in sight, every lever guarded</h1>
        <p>
          {words(
            'Signalbox shows which server follows which, writes positions down before anything changes, and switches a {source} over step by step, with the way back open as long as there is one.',
          )}
        </p>
      </header>
      <div className={classes['choices']}>
        <section className={classes['choice']}>
          <Icon name="server" size={24} />
          <h2>Your servers</h2>
          <p>
            {words(
              'Name one server of a cluster and an account: the others are found from it. Looking changes nothing on them.',
            )}
          </p>
          <LinkButton kind="primary" icon="plus" href={paths.newCluster()}>
            Add servers
          </LinkButton>
        </section>
        <section className={classes['choice']}>
          <Icon name="play" size={24} />
          <h2>A practice yard</h2>
          <p>
            {words(
              'A real {source} and two {replicas} on this machine, with a small write load. Break them, switch them over; nothing else is touched.',
            )}
          </p>
          <Button icon="play" onClick={onPractise}>
            Practise on the yard
          </Button>
        </section>
      </div>
      {configPath !== undefined && (
        <p className={classes['foot']}>
          What you add is kept in <span style={{ fontFamily: 'var(--mono)' }}>{configPath}</span>
        </p>
      )}
    </>
  );
}

import { Checkbox } from '@mantine/core';
import type { JSX } from 'react';
import { Panel } from '../../../ui/layout/Panel.tsx';
import { useWords } from '../../../ui/state/use-words.ts';
import wizard from '../../../ui/wizard/view/wizard.module.css';
import { parts } from '../model/choice.ts';
import type { PutBackChoice } from '../model/choice.ts';
import classes from './put-back.module.css';

interface ChooseAsideProps {
  readonly choice: PutBackChoice;
  readonly change: (part: Partial<PutBackChoice>) => void;
}

/** What is restored: the coordinates always, the rest when asked for. */
export function ChooseAside({ choice, change }: ChooseAsideProps): JSX.Element {
  const words = useWords();
  const { restore } = choice;
  return (
    <>
      <Panel title="What is put back">
        <div className={classes['parts']}>
          <Checkbox
            checked
            readOnly
            label="The coordinates"
            description={words('Always: where it goes on in the {source}’s log.')}
          />
          {parts.map(({ key, label, means }) => (
            <Checkbox
              key={key}
              label={words(label)}
              description={words(means)}
              checked={restore[key]}
              onChange={(event) => change({ restore: { ...restore, [key]: event.currentTarget.checked } })}
            />
          ))}
        </div>
      </Panel>
      <Panel title="What is checked">
        <p className={wizard['prose']}>
          {words(
            'Above all that it is proved where its data stands: a {replica} that goes on too early repeats transactions, one that goes on too late skips some. Where nothing proves it, Signalbox refuses and says what it knows.',
          )}
        </p>
      </Panel>
    </>
  );
}

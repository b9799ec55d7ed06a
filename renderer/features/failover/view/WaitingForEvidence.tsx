import type { JSX } from 'react';
import { goneSource } from '../../../ui/topology/gone-source.ts';
import { useSubject } from '../../../ui/wizard/view/use-subject.ts';
import { useWords } from '../../../ui/state/use-words.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import { Waiting } from '../../../ui/wizard/view/Waiting.tsx';
import classes from './failover.module.css';

/** Says what is being asked, and how long that may take. */
export function WaitingForEvidence({ cluster }: { readonly cluster: string }): JSX.Element {
  const words = useWords();
  const { servers, name } = useSubject(cluster);
  const gone = goneSource(servers);
  const source = gone === null ? words('the {source}') : name(gone);
  return (
    <>
      <h2 className={wizardClasses['question']}>Is {source} gone?</h2>
      <Waiting>Gathering the evidence…</Waiting>
      <ul className={classes['asked']}>
        <li>From here to {source}: its name, its port, its greeting, a login, a query.</li>
        <li>
          {words(`Every {replica}: whether it is connected, and twice, a second apart, whether anything arrives.`)}
        </li>
        <li>A host that swallows packets takes up to 10 s to be given up. Nothing is changed.</li>
      </ul>
    </>
  );
}

import { useEffect, useRef, type JSX } from 'react';
import { Button } from '../../controls/Button.tsx';
import { ErrorNotice } from '../../feedback/ErrorNotice.tsx';
import { useAction } from '../../state/use-action.ts';
import { useSaid } from '../../state/use-said.ts';
import type { Question } from '../model/run.ts';
import type { RunControl } from '../store/run-control.ts';
import classes from './wizard.module.css';

interface QuestionCardProps {
  readonly question: Question;
  readonly control: RunControl;
}

/** A question of the running operation; it comes into view and takes the focus when it is asked. */
export function QuestionCard({ question, control }: QuestionCardProps): JSX.Element {
  const said = useSaid();
  const answer = useAction((choice: string) => control.answer(choice));
  const card = useRef<HTMLElement>(null);

  useEffect(() => {
    card.current?.focus();
  }, []);

  return (
    <section ref={card} className={classes['asks']} aria-label="Question" tabIndex={-1}>
      <h2>{said(question.question)}</h2>
      <div className={classes['choices']}>
        {question.choices.map((choice, index) => (
          <Button
            key={choice.id}
            kind={index === 0 ? 'primary' : 'default'}
            busy={answer.busy}
            onClick={() => answer.run(choice.id)}
          >
            {said(choice.label)}
          </Button>
        ))}
      </div>
      {answer.error !== null && <ErrorNotice error={answer.error} />}
    </section>
  );
}

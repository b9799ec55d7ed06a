import type { JSX } from 'react';
import { Button, LinkButton } from '../../../ui/controls/Button.tsx';
import { paths } from '../../../ui/route/paths.ts';
import wizardClasses from '../../../ui/wizard/view/wizard.module.css';
import type { WayOn } from '../model/conclusion.ts';

interface EvidenceFooterProps {
  readonly cluster: string;
  readonly asking: boolean;
  /** Where the evidence leads; null while there is none. */
  readonly way: WayOn | null;
  readonly override: {
    readonly open: boolean;
    /** The guard takes a reason. */
    readonly possible: boolean;
    readonly reasoned: boolean;
  };
  readonly onAgain: () => void;
  readonly onOverride: () => void;
  readonly onGo: () => void;
}

/** The way on is what the evidence says; going on against it is never the first button. */
export function EvidenceFooter(props: EvidenceFooterProps): JSX.Element {
  return (
    <>
      <span className={wizardClasses['spring']} />
      <Ways {...props} />
    </>
  );
}

function Ways({ cluster, asking, way, override, onAgain, onOverride, onGo }: EvidenceFooterProps): JSX.Element {
  const again = (kind: 'primary' | 'default'): JSX.Element => (
    <Button kind={kind} busy={asking} onClick={onAgain}>
      Check again
    </Button>
  );
  switch (way?.kind) {
    case undefined:
      return again('primary');
    case 'candidate':
      return (
        <Button kind="primary" busy={asking} onClick={onGo}>
          Choose who takes over
        </Button>
      );
    case 'unproved':
      return (
        <>
          <Override override={override} onOverride={onOverride} onGo={onGo} />
          {again('primary')}
        </>
      );
    case 'switchover':
      return (
        <>
          {again('default')}
          <LinkButton kind="primary" icon="swap" href={paths.switchover(cluster)}>
            Switch over instead…
          </LinkButton>
        </>
      );
    case 'mend':
      return again('primary');
  }
}

function Override({
  override,
  onOverride,
  onGo,
}: Pick<EvidenceFooterProps, 'override' | 'onOverride' | 'onGo'>): JSX.Element | null {
  if (!override.possible) return null;
  if (!override.open) {
    return (
      <Button kind="ghost" onClick={onOverride}>
        Go on without proof…
      </Button>
    );
  }
  return (
    <Button kind="danger" onClick={onGo} disabledBecause={override.reasoned ? null : 'Say first how you know'}>
      Go on by my word
    </Button>
  );
}

import type { LayerAnswer, ProbeLayer, SourceProbe } from '../../../../shared/domain/evidence.ts';

/** One layer between us and the source, in words. */
export interface ProbeRow {
  readonly layer: string;
  readonly word: string;
  readonly tone: 'ok' | 'bad' | 'neutral';
  readonly said: string;
  readonly ms: number | null; // ms
}

const layers: Readonly<Record<ProbeLayer, string>> = {
  name: 'Name resolves',
  tcp: 'Port accepts',
  greeting: 'Server greets',
  login: 'Login',
  query: 'Query',
};

const answers: Readonly<Record<LayerAnswer['answer'], Pick<ProbeRow, 'word' | 'tone'>>> = {
  yes: { word: 'answered', tone: 'ok' },
  no: { word: 'failed', tone: 'bad' },
  'not-tried': { word: 'not tried', tone: 'neutral' },
};

export function probeRows(probe: SourceProbe): readonly ProbeRow[] {
  return probe.layers.map(({ layer, answer, said, ms }) => ({ layer: layers[layer], ...answers[answer], said, ms }));
}

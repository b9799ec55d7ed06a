import type { DeathEvidence, ReplicaWitness, Testimony } from '../../../../shared/domain/evidence.ts';
import type { ServerId } from '../../../../shared/domain/server.ts';
import { spanText } from '../../../ui/text/age.ts';

/** What one replica shows of its source, in words. */
export interface WitnessRow {
  readonly server: ServerId;
  readonly channel: string;
  readonly io: ReplicaWitness['io'];
  /** As the server said it. */
  readonly error: string | null;
  readonly heartbeats: string;
  readonly silent: string;
  readonly period: string;
  readonly word: string;
  readonly tone: 'ok' | 'warn' | 'bad' | 'neutral';
  /** Without the error, which has its own place. */
  readonly because: string;
}

const comparedS = 120; // s

const looks: Readonly<Record<Testimony['says'], Pick<WitnessRow, 'word' | 'tone'>>> = {
  alive: { word: 'hears it', tone: 'ok' },
  lost: { word: 'lost it', tone: 'bad' },
  silent: { word: 'hears nothing', tone: 'bad' },
  'too-early': { word: 'too early', tone: 'warn' },
  nothing: { word: 'can’t tell', tone: 'neutral' },
};

export function witnessRows({ witnesses }: DeathEvidence): readonly WitnessRow[] {
  return witnesses.map(({ server, channel, io, ioError, heartbeats, heard, silentS, heartbeatPeriodS, testimony }) => ({
    server,
    channel,
    io,
    error: ioError === null ? null : `${String(ioError.number)}: ${ioError.message}`,
    heartbeats: heartbeats === null ? 'not told' : String(heartbeats),
    silent: heard ? 'just heard' : silenceText(Math.ceil(silentS)),
    period: periodText(heartbeatPeriodS),
    ...looks[testimony.says],
    because: testimony.because.replace(ioError === null ? '' : ` (${String(ioError.number)}: ${ioError.message})`, ''),
  }));
}

/** In seconds while they are compared with heartbeats and time-outs. */
function silenceText(seconds: number): string {
  return seconds <= comparedS ? `${String(seconds)} s` : spanText(seconds * 1000);
}

function periodText(seconds: number | null): string {
  if (seconds === null) return 'not told';
  return seconds === 0 ? 'none are sent' : `${String(Math.round(seconds * 10) / 10)} s`;
}

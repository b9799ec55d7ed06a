import { SignalboxError } from '../../../../../shared/domain/errors.ts';
import { quoteName } from '../../../../../shared/dialects/quote.ts';
import { ByteReader } from '../../decode/byte-reader.ts';
import type { EventBody } from '../../event.ts';
import { readDecimal } from '../values/decimal.ts';
import type { ApplyTarget } from './tail-statement.ts';

type UserVariable = Extract<EventBody, { readonly kind: 'user-var' }>;

/** Item_result, as a user variable’s event stores it. Source: MySQL statement_events.h, User_var_event. */
const stringResult = 0;
const realResult = 1;
const intResult = 2;
const decimalResult = 4;
const unsignedFlag = 1;

/**
 * `SET @name := value`, exactly: strings with their character set and collation.
 * @throws SignalboxError `tail-not-applicable` where the target does not know the collation.
 */
export function userVariableStatement({ name, raw }: UserVariable, target: ApplyTarget): string {
  return `SET @${quoteName(name)} := ${valueOf(new ByteReader(raw), name, target)}`;
}

function valueOf(reader: ByteReader, name: string, target: ApplyTarget): string {
  if (reader.uint8() !== 0) return 'NULL';
  const type = reader.uint8();
  const collation = reader.uint(4);
  const value = reader.bytes(reader.uint(4));
  const unsigned = reader.left > 0 && (reader.uint8() & unsignedFlag) !== 0;
  switch (type) {
    case stringResult:
      return textOf(value, name, target.collations.get(collation));
    case realResult:
      return value.readDoubleLE(0).toExponential();
    case intResult:
      return String(unsigned ? value.readBigUInt64LE(0) : value.readBigInt64LE(0));
    case decimalResult:
      return readDecimal(new ByteReader(value.subarray(2)), value.readUInt8(0), value.readUInt8(1));
    default:
      throw notApplicable(name, `its type ${String(type)} is not known`);
  }
}

function textOf(
  value: Buffer,
  name: string,
  names: { readonly collation: string; readonly charset: string } | undefined,
): string {
  if (names === undefined) throw notApplicable(name, 'its collation is not known on the target');
  return `_${names.charset} X'${value.toString('hex')}' COLLATE ${quoteName(names.collation)}`;
}

function notApplicable(name: string, because: string): SignalboxError {
  return new SignalboxError('tail-not-applicable', `The user variable @${name} can’t be set: ${because}.`);
}

/** The seeds of RAND() for the next statement. */
export function randStatement(raw: Buffer): string {
  const reader = new ByteReader(raw);
  return `SET @@session.rand_seed1=${String(reader.uint64())}, @@session.rand_seed2=${String(reader.uint64())}`;
}

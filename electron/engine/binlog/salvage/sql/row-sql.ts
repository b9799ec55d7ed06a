import { quoteName } from '../../../../../shared/dialects/quote.ts';
import type { RowChange, TableMapBody } from '../../event.ts';
import { fieldType, type Column } from '../values/column.ts';
import type { RowImage } from '../values/row-images.ts';

/** A changed row as a statement for people, on one line. Columns without a name are `@1`, `@2` …, as mysqlbinlog has them. */
export function rowSql(
  change: RowChange,
  map: Pick<TableMapBody, 'schema' | 'table'>,
  { columns, images }: { readonly columns: readonly Column[]; readonly images: readonly RowImage[] },
): string {
  const table = `${quoteName(map.schema)}.${quoteName(map.table)}`;
  const [first = [], second = []] = images;
  switch (change) {
    case 'insert': {
      const shown = present(first);
      const names = shown.map((index) => nameOf(columns, index)).join(', ');
      return `INSERT INTO ${table} (${names}) VALUES (${shown.map((index) => first[index]).join(', ')});`;
    }
    case 'update': {
      const set = present(second).filter((index) => second[index] !== first[index]);
      const shown = set.length > 0 ? set : present(second);
      const assigned = shown.map((index) => `${nameOf(columns, index)} = ${String(second[index])}`).join(', ');
      return `UPDATE ${table} SET ${assigned} WHERE ${where(columns, first)} LIMIT 1;`;
    }
    case 'delete':
      return `DELETE FROM ${table} WHERE ${where(columns, first)} LIMIT 1;`;
  }
}

function present(image: RowImage): readonly number[] {
  return image.flatMap((value, index) => (value === undefined ? [] : [index]));
}

function nameOf(columns: readonly Column[], index: number): string {
  const name = columns[index]?.name ?? null;
  return name === null ? `@${String(index + 1)}` : quoteName(name);
}

/** By primary key where it is known and there; else by all columns but FLOATs, which equal no decimal text. */
function where(columns: readonly Column[], image: RowImage): string {
  const shown = present(image);
  const key = columns.flatMap((column, index) => (column.inPrimaryKey ? [index] : []));
  const isKeyThere = key.length > 0 && key.every((index) => image[index] !== undefined);
  const exact = shown.filter((index) => columns[index]?.type !== fieldType.float);
  const compared = isKeyThere ? key : exact.length > 0 ? exact : shown;
  return compared.map((index) => condition(columns, image, index)).join(' AND ');
}

function condition(columns: readonly Column[], image: RowImage, index: number): string {
  const [name, value] = [nameOf(columns, index), String(image[index])];
  if (value === 'NULL') return `${name} IS NULL`;
  return columns[index]?.type === fieldType.json ? `${name} = CAST(${value} AS JSON)` : `${name} = ${value}`;
}

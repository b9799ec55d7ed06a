const styles = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
} as const;

export type Style = keyof typeof styles;

/** Puts a text into a style, or leaves it plain. */
export type Paint = (style: Style, text: string) => string;

export function paintFor(coloured: boolean): Paint {
  if (!coloured) return (_style, text) => text;
  return (style, text) => {
    const [on, off] = styles[style];
    return text === '' ? '' : `\u001B[${on}m${text}\u001B[${off}m`;
  };
}

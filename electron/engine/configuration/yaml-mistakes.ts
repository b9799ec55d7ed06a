import type { ErrorCode, YAMLError } from 'yaml';

/**
 * What is wrong with the YAML and what to write instead. The parser's own messages are not used: they quote the text,
 * which may be a password.
 */
const sentences: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: 'an alias (*name) can have no tag or anchor of its own.',
  BAD_ALIAS: 'this is not a valid alias: put text that starts with * or & into quotes.',
  BAD_COLLECTION_TYPE: 'this is not the kind of value that its tag names: remove the tag.',
  BAD_DIRECTIVE: 'this is not a valid directive: put text that starts with % into quotes.',
  BAD_DQ_ESCAPE: "this is not a valid escape in double quotes: write \\\\ for a backslash, or use 'single quotes'.",
  BAD_INDENT: 'the indentation does not fit what is above: indent all keys of a map with the same number of spaces.',
  BAD_PROP_ORDER: 'an anchor or tag comes right before its value, after the dash or the key.',
  BAD_SCALAR_START: 'text that starts with this character has to stand in quotes.',
  BLOCK_AS_IMPLICIT_KEY: 'there are two “key: value” on one line: put text that holds “: ” into quotes.',
  BLOCK_IN_FLOW: 'inside [ ] and { } no indented block can stand: close the bracket first.',
  DUPLICATE_KEY: 'this key is already in the map above: remove one of the two, or give it another name.',
  IMPOSSIBLE: 'this is not YAML that can be read.',
  KEY_OVER_1024_CHARS: 'this key is longer than 1024 characters.',
  MISSING_CHAR: 'something is missing here: a closing quote or bracket, a comma, or the space after a colon.',
  MULTILINE_IMPLICIT_KEY: 'a key stands on one line: is a colon or a closing quote missing?',
  MULTIPLE_ANCHORS: 'a value can have one anchor only.',
  MULTIPLE_DOCS: 'the file holds one document: remove this “---” and what belongs to it.',
  MULTIPLE_TAGS: 'a value can have one tag only.',
  NON_STRING_KEY: 'a key is text: put it into quotes.',
  RESOURCE_EXHAUSTION: 'this is nested too deeply.',
  TAB_AS_INDENT: 'indentation is made of spaces, not tabs.',
  TAG_RESOLVE_FAILED: 'Signalbox knows no such tag: remove it, or put text that starts with ! into quotes.',
  UNEXPECTED_TOKEN: 'this does not belong here: is a quote, a bracket, a dash or a line break missing before it?',
};

/** One sentence on a syntax error, without any of the file's text. */
export function explainYaml(error: YAMLError): string {
  return sentences[error.code];
}

/** The YAML parser, by a file of our own: what needs no YAML does without it (src/generate/bundle.ts). */
export { type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

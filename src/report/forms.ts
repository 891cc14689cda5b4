/** Every form of the report, by the name that --format takes. */
export const FORMS = ['terminal', 'markdown', 'json', 'ndjson'] as const;
export type ReportForm = (typeof FORMS)[number];

/** The form that a file name asks for, longest ending first. */
const ENDINGS: readonly (readonly [ending: string, form: ReportForm])[] = [
  ['.markdown', 'markdown'],
  ['.md', 'markdown'],
  ['.json', 'json'],
  ['.ndjson', 'ndjson'],
  ['.jsonl', 'ndjson'],
  ['.txt', 'terminal'],
];

/** The form for a report file by its extension, or undefined when no form has it. */
export function formOfFile(file: string): ReportForm | undefined {
  const name = file.toLowerCase();
  return ENDINGS.find(([ending]) => name.endsWith(ending))?.[1];
}

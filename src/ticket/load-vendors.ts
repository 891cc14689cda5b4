import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compilePattern } from '../formats/text/compile/pattern.js';
import { packagePath } from '../package-files.js';
import { formatProblem, type RuleProblem } from '../rules/problem.js';
import { readYaml } from '../rules/read-yaml.js';
import { FIELD_IDS, type FieldId, GENERIC, type Vendor, type VendorField } from './vendor.js';
import { type RawField, type RawVendor, vendorFile } from './vendor-schema.js';

const FOLDER = packagePath('rules/vendors');

/**
 * The vendors that ship with the package, by id.
 * @throws Error with file, line and reason for a mistake in one of the files: they are part of the program
 */
export function loadVendors(folder: string = FOLDER): readonly Vendor[] {
  const raws = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => load(join(folder, name)));
  const generic = raws.find(({ id }) => id === GENERIC);
  if (generic === undefined) throw new Error(`${folder} lacks ${GENERIC}.yaml, from which all vendors start`);
  return raws.map((raw) => toVendor(raw, generic));
}

function load(file: string): RawVendor {
  const problems: RuleProblem[] = [];
  const loaded = readYaml(file, vendorFile, problems, false);
  if (loaded === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return loaded.raw;
}

function toVendor(raw: RawVendor, generic: RawVendor): Vendor {
  return {
    id: raw.id,
    name: raw.name,
    formats: raw.formats ?? [],
    sdks: raw.sdks ?? [],
    fields: FIELD_IDS.flatMap((id) => toField(id, raw, generic) ?? []),
    logs: raw.logs,
  };
}

/** A field of the vendor on top of the generic one; undefined when neither asks for it. */
function toField(id: FieldId, raw: RawVendor, generic: RawVendor): VendorField | undefined {
  const field: RawField = { ...generic.fields[id], ...raw.fields[id] };
  const { name, how, keep, find = [] } = field;
  if (name === undefined && how === undefined) return undefined;
  if (name === undefined || how === undefined) throw new Error(`rules/vendors/${raw.id}.yaml: ${id} lacks name or how`);
  return {
    id,
    name,
    how,
    ...(keep === undefined ? {} : { keep }),
    find: find.map((source) => compilePattern(source, 'i')),
  };
}

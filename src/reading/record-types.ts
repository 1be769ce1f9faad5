import { type Field, RecordType } from '#domain/record-type';

export interface TypeFile {
  readonly path: string;
  readonly json: unknown;
}
export interface TypeProblem {
  readonly path: string;
  readonly message: string;
}

/** Checks record types as data. Problems name the file and the place in it (`type.json: fields[3].printed.labels`). */
export function parseRecordTypes(files: readonly TypeFile[]): {
  readonly types: readonly RecordType[];
  readonly problems: readonly TypeProblem[];
} {
  const types: RecordType[] = [];
  const problems: TypeProblem[] = [];
  for (const file of files) {
    const parsed = RecordType.safeParse(file.json);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) problems.push({ path: file.path, message: `${place(issue.path)}: ${issue.message}` });
      continue;
    }
    const type = parsed.data;
    const own = [...inconsistencies(type)];
    if (types.some((t) => t.id === type.id && t.version === type.version))
      own.push(`id: ${type.id} version ${type.version} is there twice`);
    if (own.length === 0) types.push(type);
    for (const message of own) problems.push({ path: file.path, message });
  }
  return { types, problems };
}

function place(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>(
      (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`),
      '',
    ) || '(file)'
  );
}

/** What the shape alone does not say: names that must exist, names that must differ, expressions that must compile. */
function* inconsistencies(type: RecordType): Generator<string> {
  const faces = new Set(type.faces.map((face) => face.id));
  const groups = [
    { where: 'fields', fields: type.fields, isPart: false },
    ...type.tables.map((table, i) => ({ where: `tables[${i}].columns`, fields: table.columns, isPart: table.parts !== null })),
  ];
  for (const [i, table] of type.tables.entries()) {
    yield* facesOf(table, `tables[${i}]`, faces);
    if ((table.rows === 'parts') !== (table.parts !== null)) yield `tables[${i}].parts: rows of parts need it, others have none`;
    for (const [column, field] of Object.values(table.parts ?? {})) {
      if (!table.columns.some(({ key }) => key === column)) yield `tables[${i}].parts: no column "${column}"`;
      if (!type.fields.some(({ key }) => key === field)) yield `tables[${i}].parts: no field "${field}"`;
    }
  }
  for (const [i, face] of type.faces.entries())
    for (const { field } of face.says) if (!type.fields.some(({ key }) => key === field)) yield `faces[${i}].says: no field "${field}"`;
  for (const { where, fields, isPart } of groups) {
    const keys = new Set<string>();
    const exports = new Set<string>();
    for (const [i, field] of fields.entries()) {
      const at = `${where}[${i}]`;
      if (keys.has(field.key)) yield `${at}.key: "${field.key}" is there twice`;
      if (exports.has(field.export)) yield `${at}.export: "${field.export}" is there twice`;
      keys.add(field.key);
      exports.add(field.export);
      yield* facesOf(field, at, faces);
      const { labels, shape, labelOf } = field.printed;
      // What a form has no place for is said by a person alone (a member struck out).
      const isSaid = (field.handwritten && !field.required) || isPart;
      if (labels.length === 0 && shape === null && labelOf === null && !isSaid) yield `${at}.printed: neither labels nor a shape`;
      if (labelOf !== null && !fields.some((other) => other.key === labelOf)) yield `${at}.printed.labelOf: no field "${labelOf}"`;
      for (const [name, expression] of [
        ['pattern', field.pattern],
        ['printed.shape', shape],
        ['printed.form', field.printed.form],
      ] as const) {
        if (expression !== null && !compiles(expression)) yield `${at}.${name}: not a regular expression`;
      }
    }
  }
  yield* blockProblems(type);
  for (const [i, face] of type.faces.entries()) {
    const printed = [...face.words, ...groups.flatMap(({ fields }) => fields.flatMap((field) => field.printed.labels))];
    for (const text of face.byHand) if (!printed.includes(text)) yield `faces[${i}].byHand: "${text}" is neither a label nor a word of it`;
  }
  for (const [i, check] of type.checks.entries()) {
    for (const [name, value] of Object.entries(check)) {
      if (name === 'rule' || typeof value === 'number' || value === null || ['male', 'female', 'is', 'from', 'to'].includes(name)) continue;
      const within = 'table' in check && ['relation', 'name', 'column'].includes(name) ? `${check.table}.${String(value)}` : null;
      for (const key of Array.isArray(value) ? value : [within ?? String(value)])
        if (!known(type, key)) yield `checks[${i}].${name}: no field "${key}"`;
    }
  }
  if (type.qr && !faces.has(type.qr.face)) yield `qr.face: no face "${type.qr.face}"`;
}

function* blockProblems(type: RecordType): Generator<string> {
  const taken = new Set<string>();
  for (const [i, block] of type.blocks.entries()) {
    const at = `blocks[${i}]`;
    const table = type.tables.find(({ key }) => key === block.table);
    if ((block.table === null) === (block.fields.length === 0)) yield `${at}: either fields or a table`;
    if (block.table !== null && table?.rows !== 'block') yield `${at}.table: no table "${block.table}" with rows of blocks`;
    const columns = table?.columns ?? type.fields;
    const named = [...block.fields, ...block.shared, ...block.lacks.flatMap(({ fields }) => fields)];
    for (const key of named) if (!columns.some((field) => field.key === key)) yield `${at}: no field "${key}"`;
    for (const key of block.fields) {
      if (taken.has(key)) yield `${at}.fields: "${key}" is in another block`;
      taken.add(key);
    }
    const head = table?.columns[0] ?? type.fields.find(({ key }) => key === block.fields[0]);
    const begins = head?.printed.labels ?? [];
    if (begins.length === 0) yield `${at}: nothing begins it`;
    for (const text of [...block.inside, ...block.lacks.flatMap(({ labels }) => labels)])
      if (!begins.includes(text)) yield `${at}: "${text}" is no label of the first field`;
  }
}

function* facesOf({ face, alsoOn }: Pick<Field, 'face' | 'alsoOn'>, at: string, faces: ReadonlySet<string>): Generator<string> {
  if (!faces.has(face)) yield `${at}.face: no face "${face}"`;
  for (const [i, other] of alsoOn.entries()) if (!faces.has(other)) yield `${at}.alsoOn[${i}]: no face "${other}"`;
}

function known(type: RecordType, key: string): boolean {
  const [table, column] = key.split('.');
  if (column !== undefined) return type.tables.some((t) => t.key === table && t.columns.some((c) => c.key === column));
  return type.fields.some((f) => f.key === key) || type.tables.some((t) => t.key === key);
}

function compiles(expression: string): boolean {
  try {
    new RegExp(expression, 'iu');
    return true;
  } catch {
    return false;
  }
}

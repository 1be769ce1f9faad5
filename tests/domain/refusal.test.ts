import { expect, test } from 'vitest';
import { openKnowledge } from '#core/knowledge';
import { answersRefusal } from '#domain/refusal';
import { resourcesFolder } from '#main/open-workstation';

const { types } = openKnowledge(resourcesFolder);
const book = types.find(({ id }) => id === 'household-register-book');
if (!book) throw new Error('no such type');
const [table] = book.tables;
const [field, other] = book.fields;
const [column] = table?.columns ?? [];
if (!table || !field || !other || !column) throw new Error('no such fields');
const rows = `${book.export}_${table.export}`;
const cell = `${table.key}[2].${column.key}`;

test.each([
  // As our own side says it, and as PostgreSQL does: table, column, constraint.
  [`${book.export}.${field.export}`, [field.key]],
  [`22003 ${book.export}.${field.export}`, [field.key]],
  [`23514 ${book.export}.${book.export}_${field.export}_check`, [field.key]],
  [`23505 ${book.export}.${book.export}_${field.export}_key`, [field.key]],
  [`${rows}.${column.export}`, [cell]],
  // Names no value: a rule with a name of its own, the whole record, nothing.
  [`23514 ${book.export}.our_rule`, [field.key, other.key, cell]],
  ['evidence', [field.key, other.key, cell]],
  ['', [field.key, other.key, cell]],
])('“%s” is answered by its own', (detail, answers) => {
  expect([field.key, other.key, cell].filter((path) => answersRefusal(book, detail, path))).toEqual(answers);
});

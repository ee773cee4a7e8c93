import {
  type Condition,
  type Field,
  HEADER,
  ID_PATTERN,
  LIST_NAMES,
  LISTS,
  type List,
  type Names,
  SCHEMA_VERSION,
} from './contract.ts';

/** A JSON Schema (2020-12), as OpenAPI 3.1 embeds it. */
export type JsonSchema = { readonly [keyword: string]: unknown };

const title = (names: Names) => `${names.zh} ${names.en}`;

function fieldSchema(field: Field): JsonSchema {
  const described = { title: title(field.names) };
  switch (field.kind) {
    case 'id':
    case 'officer':
      return { ...described, type: 'string', pattern: ID_PATTERN.source };
    case 'grid':
      return { ...described, type: 'string', pattern: '^[0-9]{12}$' };
    case 'integer':
      return { ...described, type: 'integer', minimum: field.minimum, maximum: field.maximum };
    case 'choice':
      return {
        ...described,
        type: 'string',
        enum: Object.keys(field.values),
        description: Object.entries(field.values)
          .map(([value, names]) => `\`${value}\` ${names.zh}`)
          .join(', '),
      };
  }
}

/**
 * The rule as a schema: the field is required with some values of the field that decides, and
 * absent with others. Said as "no such value, or else", which means the same as if and then.
 */
function conditionSchemas(
  name: string,
  { field, required, allowed = [] }: Condition,
): JsonSchema[] {
  const when = (values: readonly string[]) => ({
    properties: { [field]: { enum: values } },
    required: [field],
  });
  return [
    { anyOf: [{ not: when(required) }, { required: [name] }] },
    { anyOf: [when([...required, ...allowed]), { properties: { [name]: false } }] },
  ];
}

function listSchema(list: List): JsonSchema {
  const fields = Object.entries(list.fields);
  const rules = fields.flatMap(([name, { presence }]) =>
    typeof presence === 'object' ? conditionSchemas(name, presence) : [],
  );
  return {
    title: title(list.names),
    type: 'array',
    items: {
      type: 'object',
      properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
      required: fields.filter(([, field]) => field.presence === 'required').map(([name]) => name),
      additionalProperties: false,
      ...(rules.length > 0 && { allOf: rules }),
    },
  };
}

/**
 * The contract as a JSON Schema for the API's description. It says what a document looks like;
 * what needs the reference data, the calendar or more than one row is checked by
 * `validateSubmission` alone.
 */
export function submissionSchema(): JsonSchema {
  return {
    title: '每日报送 daily submission',
    type: 'object',
    properties: {
      schemaVersion: { title: title(HEADER.schemaVersion), const: SCHEMA_VERSION },
      station: { title: title(HEADER.station), type: 'string', pattern: '^[0-9]{12}$' },
      date: { title: title(HEADER.date), type: 'string', format: 'date' },
      ...Object.fromEntries(LIST_NAMES.map((name) => [name, listSchema(LISTS[name])])),
    },
    required: [...Object.keys(HEADER), ...LIST_NAMES],
    additionalProperties: false,
  };
}

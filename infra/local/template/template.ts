import * as z from 'zod';

/** What references in a template come to on this machine. */
export interface References {
  /** The value of `{"Ref": name}`; undefined when there is none. */
  ref(name: string): unknown;
  /** The value of `{"Fn::GetAtt": [id, attribute]}`; undefined when there is none. */
  attribute(id: string, attribute: string): unknown;
}

const GetAtt = z.union([
  z.tuple([z.string(), z.string()]),
  z.string().transform((text): [string, string] => {
    const [id = '', ...attribute] = text.split('.');
    return [id, attribute.join('.')];
  }),
]);
const Join = z.tuple([z.string(), z.array(z.unknown())]);
const Split = z.tuple([z.string(), z.unknown()]);
const Select = z.tuple([z.coerce.number(), z.unknown()]);
const Sub = z.union([
  z.tuple([z.string(), z.record(z.string(), z.unknown())]),
  z.string().transform((text): [string, Record<string, unknown>] => [text, {}]),
]);

/**
 * Replaces every intrinsic function in a template's value by what it comes to.
 * @throws {Error} naming an intrinsic or a reference that it does not know
 */
export function resolveValue(value: unknown, references: References): unknown {
  if (Array.isArray(value)) return value.map((entry) => resolveValue(entry, references));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value);
  const [only] = entries;
  if (only !== undefined && entries.length === 1 && (only[0] === 'Ref' || only[0].startsWith('Fn::'))) {
    return resolveIntrinsic(only[0], only[1], references);
  }
  return Object.fromEntries(entries.map(([key, entry]) => [key, resolveValue(entry, references)]));
}

function resolveIntrinsic(name: string, argument: unknown, references: References): unknown {
  const text = (value: unknown) => z.coerce.string().parse(resolveValue(value, references));
  switch (name) {
    case 'Ref':
      return known(references.ref(z.string().parse(argument)), `Ref ${String(argument)}`);
    case 'Fn::GetAtt': {
      const [id, attribute] = GetAtt.parse(argument);
      return known(references.attribute(id, attribute), `Fn::GetAtt ${id}.${attribute}`);
    }
    case 'Fn::Join': {
      const [separator, parts] = Join.parse(argument);
      return parts.map(text).join(separator);
    }
    case 'Fn::Split': {
      const [separator, whole] = Split.parse(argument);
      return text(whole).split(separator);
    }
    case 'Fn::Select': {
      const [index, list] = Select.parse(argument);
      return known(z.array(z.unknown()).parse(resolveValue(list, references))[index], `Fn::Select ${index}`);
    }
    case 'Fn::Sub': {
      const [pattern, values] = Sub.parse(argument);
      return substitute(pattern, (variable) =>
        variable in values ? text(values[variable]) : refer(variable, references),
      );
    }
    default:
      throw new Error(`The template uses ${name}, which the local runner does not know.`);
  }
}

function refer(variable: string, references: References): string {
  const [id = '', ...attribute] = variable.split('.');
  const value = attribute.length === 0 ? references.ref(id) : references.attribute(id, attribute.join('.'));
  return String(known(value, `Fn::Sub \${${variable}}`));
}

/** `${!Literal}` stands for `${Literal}`. */
function substitute(pattern: string, look: (variable: string) => string): string {
  return pattern.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, variable: string) =>
    literal === '!' ? `\${${variable}}` : look(variable.trim()),
  );
}

function known(value: unknown, what: string): unknown {
  if (value === undefined)
    throw new Error(`The template refers to ${what}, which the local runner does not know.`);
  return value;
}

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type References, resolveValue } from '../../../../infra/local/template/template.ts';

const references: References = {
  ref: (name) => ({ Queue: 'http://queue', 'AWS::Region': 'eu-central-1', Items: ['a', 'b'] })[name],
  attribute: (id, attribute) =>
    `${id}.${attribute}` === 'Table.Arn' ? 'arn:aws:dynamodb:x:1:table/t' : undefined,
};

describe('the values of a template', () => {
  const cases: readonly [what: string, value: unknown, expected: unknown][] = [
    ['plain values stay', { a: [1, 'x', null, true] }, { a: [1, 'x', null, true] }],
    ['a reference', { Ref: 'Queue' }, 'http://queue'],
    ['an attribute as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:x:1:table/t'],
    ['an attribute as a text', { 'Fn::GetAtt': 'Table.Arn' }, 'arn:aws:dynamodb:x:1:table/t'],
    ['a join over references', { 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }]] }, 'a/eu-central-1'],
    [
      'a part of a split',
      { 'Fn::Select': [5, { 'Fn::Split': [':', { 'Fn::GetAtt': ['Table', 'Arn'] }] }] },
      'table/t',
    ],
    ['a choice from a list', { 'Fn::Select': ['1', { Ref: 'Items' }] }, 'b'],
    [
      'a pattern',
      { 'Fn::Sub': `x-\${AWS::Region}-\${Table.Arn}` },
      'x-eu-central-1-arn:aws:dynamodb:x:1:table/t',
    ],
    ['a pattern with values of its own', { 'Fn::Sub': [`\${a}!`, { a: { Ref: 'Queue' } }] }, 'http://queue!'],
    ['a literal in a pattern', { 'Fn::Sub': `\${!kept}` }, `\${kept}`],
    ['an object with several keys is no intrinsic', { Ref: 'Queue', b: 1 }, { Ref: 'Queue', b: 1 }],
  ];
  for (const [what, value, expected] of cases) {
    test(what, () => assert.deepEqual(resolveValue(value, references), expected));
  }

  test('an intrinsic that is not known is named', () => {
    assert.throws(() => resolveValue({ 'Fn::ImportValue': 'x' }, references), /Fn::ImportValue/);
  });

  test('a reference that leads nowhere is named', () => {
    assert.throws(() => resolveValue([{ Ref: 'Nothing' }], references), /Ref Nothing/);
    assert.throws(() => resolveValue({ 'Fn::Sub': `\${Table.Name}` }, references), /\$\{Table\.Name\}/);
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readSettings } from '../../../infra/aws/settings.ts';

describe('the settings of the CDK app', () => {
  it('have a default each', () => {
    assert.deepEqual(readSettings({}), {
      mailSender: 'tidings@example.com',
      logRetentionDays: 30,
      logLevel: 'INFO',
      countWindowSeconds: 10,
      tableDeletionProtection: true,
      sourceMaps: false,
    });
  });

  it('are read from the text of the command line', () => {
    const settings = readSettings({
      mailSender: 'news@example.org',
      alarmAddress: 'duty@example.org',
      logRetentionDays: '90',
      countWindowSeconds: '0',
      tableDeletionProtection: 'false',
    });
    assert.equal(settings.mailSender, 'news@example.org');
    assert.equal(settings.alarmAddress, 'duty@example.org');
    assert.equal(settings.logRetentionDays, 90);
    assert.equal(settings.countWindowSeconds, 0);
    assert.equal(settings.tableDeletionProtection, false);
  });

  it('are read from the numbers and truth values of cdk.json', () => {
    const settings = readSettings({ logRetentionDays: 7, tableDeletionProtection: false });
    assert.equal(settings.logRetentionDays, 7);
    assert.equal(settings.tableDeletionProtection, false);
  });

  it("leave CDK's own context alone", () => {
    assert.doesNotThrow(() =>
      readSettings({ 'aws:cdk:bundling-stacks': [], '@aws-cdk/aws-iam:minimizePolicies': true }),
    );
  });

  const wrong: readonly (readonly [name: string, value: unknown])[] = [
    ['mailSender', 'nobody'],
    ['alarmAddress', 'a@b'],
    ['logRetentionDays', '31'],
    ['logRetentionDays', ''],
    ['countWindowSeconds', '301'],
    ['countWindowSeconds', '-1'],
    ['tableDeletionProtection', 'perhaps'],
    ['logLevel', 'LOUD'],
    ['mailSendr', 'news@example.org'],
  ];
  for (const [name, value] of wrong) {
    it(`refuse ${name}=${value} with an error that names it`, () => {
      assert.throws(() => readSettings({ [name]: value }), new RegExp(name));
    });
  }

  it('name every fault at once', () => {
    assert.throws(
      () => readSettings({ logRetentionDays: '31', countWindowSeconds: 'x' }),
      /logRetentionDays.*\n.*countWindowSeconds/,
    );
  });
});

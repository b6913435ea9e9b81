import { App } from 'aws-cdk-lib';
import { readSettings, type Settings } from './settings.ts';
import { TidingsStack } from './tidings-stack.ts';

const app = new App({ analyticsReporting: false });
new TidingsStack(app, 'Tidings', { settings: settingsOf(app) });

/** A wrong setting is the user's to mend: its message is enough, without a stack. */
function settingsOf({ node }: App): Settings {
  try {
    return readSettings(node.getAllContext());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

import { App } from 'aws-cdk-lib';
import { readSettings } from './settings.ts';
import { TidingsStack } from './tidings-stack.ts';

const app = new App({ analyticsReporting: false });
new TidingsStack(app, 'Tidings', { settings: readSettings(app.node.getAllContext()) });

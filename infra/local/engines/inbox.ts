import { type Engine, startEngine } from './engine.ts';

/** Starts the local SES with its web inbox; `file` keeps the mails, one JSON object a line. */
export function startInbox(options: { readonly file?: string; readonly port?: number }): Promise<Engine> {
  const { file, port = 0 } = options;
  return startEngine('SES (aws-ses-v2-local)', './inbox-process.ts', { port, file });
}

import * as z from 'zod';

/** Days that CloudWatch can keep a log group: https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** The sender of a stack that was given none: synthesis and the one-machine runner work with it, SES does not. */
export const PLACEHOLDER_SENDER = 'tidings@example.com';

/** The command line gives text where cdk.json gives numbers and truth values; both are taken. */
const number = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)], {
  error: 'must be a whole number',
});
const truth = z.union([z.boolean(), z.stringbool()], { error: 'must be true or false' });

const settingsSchema = z.strictObject({
  /** The address that mails come from; SES has to know it: docs/deploying.md. */
  mailSender: z.email().default(PLACEHOLDER_SENDER),
  /** Who hears of alarms by e-mail; without it the alarms' topic has no subscriber. */
  alarmAddress: z.email().optional(),
  logRetentionDays: number
    .pipe(z.literal(RETENTION_DAYS, { error: `must be one of ${RETENTION_DAYS.join(', ')}` }))
    .default(30),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  /** How long changes of articles are gathered before they are counted: longer costs fewer write units, shorter is fresher. */
  countWindowSeconds: number.pipe(z.int().min(0).max(300)).default(10),
  /** Whether DynamoDB refuses to delete a table until this is turned off. */
  tableDeletionProtection: truth.default(true),
  /** Whether bundles carry source maps: readable stack traces for a slower cold start. */
  sourceMaps: truth.default(false),
});

/** What an installation may choose, each with a default, given as `-c name=value` or under `context` in cdk.json. */
export type Settings = z.infer<typeof settingsSchema>;

/** The settings in a CDK context; throws one error that names every wrong or unknown setting. */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const parsed = settingsSchema.safeParse(ownContext(context));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => [...issue.path, issue.message].map(String).join(': '));
  throw new Error(`Wrong settings (-c name=value):\n  ${faults.join('\n  ')}`);
}

/** The context without CDK's own entries, whose names carry a colon or a slash. */
function ownContext(context: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(context).filter(([name]) => !/[:/]/.test(name)));
}

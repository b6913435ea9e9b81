import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, LogLevel, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Settings } from './settings.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

export interface TidingsFunctionProps {
  readonly settings: Settings;
  /** The folder under functions/, and the name in the logs. */
  readonly name: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** What the handler reads from its environment, beside the logger's settings. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A handler of functions/ as one bundled file, with its own log group and a role that may write to it and no more. */
export class TidingsFunction extends Construct {
  readonly function: NodejsFunction;
  readonly timeout: Duration;
  readonly logs: LogGroup;
  readonly #role: Role;

  constructor(scope: Construct, id: string, props: TidingsFunctionProps) {
    super(scope, id);
    const { settings } = props;
    this.logs = new LogGroup(this, 'Logs', {
      retention: settings.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.allow(['logs:CreateLogStream', 'logs:PutLogEvents'], this.logs.logGroupArn);
    this.timeout = Duration.seconds(props.timeoutSeconds);
    this.function = new NodejsFunction(this, 'Function', {
      entry: `${PROJECT}functions/${props.name}/handler.ts`,
      projectRoot: PROJECT,
      depsLockFilePath: `${PROJECT}package-lock.json`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      timeout: this.timeout,
      memorySize: props.memoryMb,
      role: this.#role,
      logGroup: this.logs,
      tracing: Tracing.DISABLED,
      bundling: bundling(settings),
      // SDK 3 keeps connections alive without being told.
      awsSdkConnectionReuse: false,
      environment: {
        POWERTOOLS_SERVICE_NAME: props.name,
        POWERTOOLS_LOG_LEVEL: settings.logLevel,
        ...(settings.sourceMaps && { NODE_OPTIONS: '--enable-source-maps' }),
        ...props.environment,
      },
    });
  }

  /** Lets the function call these actions on these ARNs, and nothing beside them. */
  allow(actions: readonly string[], ...resources: readonly string[]): void {
    this.#role.addToPolicy(new PolicyStatement({ actions: [...actions], resources: [...resources] }));
  }
}

/** The SDK goes into the bundle, so that what was tested is what runs, whatever version the runtime carries. */
function bundling(settings: Settings): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    // Names of countries in thirty scripts would take half as much again as escapes.
    // (The library's own option `charset` reaches no bundler in 2.276.0.)
    esbuildArgs: { '--charset': 'utf8' },
    sourceMap: settings.sourceMaps,
    bundleAwsSDK: true,
    externalModules: [],
    // Its warnings are about code inside packages; our own is warned about by the compiler and the linter.
    logLevel: LogLevel.ERROR,
    // An ESM bundle has neither `require` nor `__dirname`, which CommonJS packages inside it still use.
    banner: `import { createRequire as tidingsCreateRequire } from 'node:module';const require = tidingsCreateRequire(import.meta.url);const __dirname = import.meta.dirname;`,
  };
}

import type { FunctionSpec } from '../template/function-spec.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '../template/local-account.ts';

/** Endpoints that functions reach the services through, by the SDK's service names: `S3`, `DYNAMODB`. */
export type ServiceEndpoints = Readonly<Record<'S3' | 'DYNAMODB' | 'SQS' | 'SESV2', string>>;

/** Environment of a function's process: what Lambda sets, the template's variables, and local endpoints. */
export function functionEnvironment(
  spec: FunctionSpec,
  endpoints: ServiceEndpoints,
  runtimeApi: string,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = LOCAL_CREDENTIALS;
  return {
    ...Object.fromEntries(Object.entries(endpoints).map(([name, url]) => [`AWS_ENDPOINT_URL_${name}`, url])),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: LOCAL_REGION,
    AWS_DEFAULT_REGION: LOCAL_REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    // The user's own profiles must not reach into the functions.
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    LAMBDA_TASK_ROOT: spec.folder,
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    _HANDLER: spec.handler,
    ...spec.environment,
  };
}

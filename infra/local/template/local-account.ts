/** The account, region and credentials of everything on this machine; no engine checks the credentials. */
export const LOCAL_ACCOUNT = '000000000000';
export const LOCAL_REGION = 'eu-central-1';
export const LOCAL_CREDENTIALS = { accessKeyId: 'tidings', secretAccessKey: 'tidings-local' };

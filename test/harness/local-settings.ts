/** The settings by which an SDK client reaches an engine on this machine. */
export function localSettings(endpoint: string) {
  return {
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
}

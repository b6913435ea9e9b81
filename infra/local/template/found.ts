/** One resource on its way from the template: resolve only what is needed, so that the rest may hold anything. */
export interface Found {
  readonly id: string;
  readonly noun: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
  resolve(value: unknown): unknown;
}

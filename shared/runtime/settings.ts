import * as z from 'zod';

/**
 * Reads a function's settings from its environment once, at cold start.
 * @throws {Error} naming each setting that is missing or malformed
 */
export function readSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.output<z.ZodObject<Shape>> {
  const parsed = z.object(shape).safeParse(environment);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`This function's environment is incomplete. ${faults.join('; ')}`, { cause: parsed.error });
}

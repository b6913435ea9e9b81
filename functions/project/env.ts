import * as z from 'zod';
import { readSettings } from '../../shared/runtime/settings.ts';

/** What `project` is told by its environment. */
export const env = readSettings({ MENTIONS_TABLE: z.string(), COUNTS_TABLE: z.string() });

import * as z from 'zod';
import { readSettings } from '../../shared/runtime/settings.ts';

/** What `api` is told by its environment. */
export const env = readSettings({
  OBJECTS_TABLE: z.string(),
  ARTICLES_TABLE: z.string(),
  MENTIONS_TABLE: z.string(),
  COUNTS_TABLE: z.string(),
  WATCHES_TABLE: z.string(),
  ALERTS_TABLE: z.string(),
  STORE_BUCKET: z.string(),
});

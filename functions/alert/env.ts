import * as z from 'zod';
import { readSettings } from '../../shared/runtime/settings.ts';

/** What `alert` is told by its environment. */
export const env = readSettings({
  WATCHES_TABLE: z.string(),
  ALERTS_TABLE: z.string(),
  WAKE_QUEUE_URL: z.string(),
  /** An article published longer before its arrival raises no alert. */
  PUBLISHED_WITHIN_HOURS: z.coerce.number().positive().default(72),
  /** An article that arrived longer ago, as after a redrive, is recorded and not mailed. */
  ARRIVED_WITHIN_DAYS: z.coerce.number().positive().default(7),
});

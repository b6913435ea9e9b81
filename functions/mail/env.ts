import * as z from 'zod';
import { readSettings } from '../../shared/runtime/settings.ts';

const CLAIM_MINUTES = 15;

/** What `mail` is told by its environment. */
export const env = readSettings({
  ALERTS_TABLE: z.string(),
  MAILS_TABLE: z.string(),
  ARTICLES_TABLE: z.string(),
  STORE_BUCKET: z.string(),
  MAIL_SENDER: z.string().min(3),
  CONFIGURATION_SET: z.string(),
  WAKE_QUEUE_URL: z.string(),
  /** How long a claim keeps others from sending the same mail. */
  CLAIM_MINUTES: z.coerce.number().positive().default(CLAIM_MINUTES),
});

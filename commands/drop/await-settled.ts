import { setTimeout as sleep } from 'node:timers/promises';
import { type ObjectAnswer, objectAnswer } from '../../shared/api/objects.ts';
import { askApi } from './ask-api.ts';

const FIRST_POLL_MS = 100;
const SLOWEST_POLL_MS = 2_000;

/**
 * Waits until an object is read or quarantined by an event that is not older than `since` (epoch ms).
 * @returns undefined when that does not happen before `deadline` (epoch ms)
 */
export async function awaitSettled(
  api: string,
  object: string,
  since: number,
  deadline: number,
): Promise<ObjectAnswer | undefined> {
  let pauseMs = FIRST_POLL_MS;
  for (;;) {
    const answer = await askApi(api, `objects?key=${encodeURIComponent(object)}`, objectAnswer);
    if (answer !== undefined && answer.state !== 'claimed' && Date.parse(answer.at) >= since) return answer;
    if (Date.now() + pauseMs > deadline) return undefined;
    await sleep(pauseMs);
    pauseMs = Math.min(SLOWEST_POLL_MS, pauseMs * 1.5);
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import pMap from 'p-map';
import { type AlertsAnswer, alertsAnswer } from '../../shared/api/alerts.ts';
import { type ArticleAnswer, articleAnswer } from '../../shared/api/articles.ts';
import type { ObjectAnswer } from '../../shared/api/objects.ts';
import { askApi, askPages } from './ask-api.ts';
import { awaitSettled } from './await-settled.ts';
import type { Progress } from './progress.ts';
import type { DropOutcome } from './summary.ts';

const QUESTIONS_AT_ONCE = 8;
const ALERTS_WITHIN_MS = 10_000;
const ALERTS_QUIET_MS = 3_000;
const ALERTS_POLL_MS = 500;

/** Follows dropped objects (`bucket/key`) until each is settled, and reads what became of them. */
export async function followObjects(
  api: string,
  objects: readonly string[],
  times: { readonly since: number; readonly deadline: number },
  progress: Progress,
): Promise<DropOutcome> {
  const settled: ObjectAnswer[] = [];
  const unsettled: string[] = [];
  await pMap(
    objects,
    async (object) => {
      const answer = await awaitSettled(api, object, times.since, times.deadline);
      if (answer === undefined) unsettled.push(object);
      else settled.push(answer);
      progress.step();
    },
    { concurrency: QUESTIONS_AT_ONCE },
  );
  progress.end();
  const articles: ArticleAnswer[] = [];
  const ids = new Set(settled.flatMap((answer) => answer.articles));
  await pMap(
    ids,
    async (id) => {
      const article = await askApi(api, `articles/${id}`, articleAnswer);
      if (article !== undefined) articles.push(article);
    },
    { concurrency: QUESTIONS_AT_ONCE },
  );
  return { settled, unsettled, articles, alerts: await awaitAlerts(api, articles) };
}

/**
 * Alerts follow the articles within seconds: they are read until each match is in one that is settled. An old
 * article raises none, so the wait also ends when they have rested for a while.
 */
async function awaitAlerts(
  api: string,
  articles: readonly ArticleAnswer[],
): Promise<readonly AlertsAnswer['alerts'][number][]> {
  const matches = articles.flatMap(({ id, tags }) => tags.watches.map(({ watch }) => ({ id, watch })));
  const keys = [...new Set(matches.map(({ watch }) => watch))];
  const deadline = Date.now() + ALERTS_WITHIN_MS;
  let seen = '';
  let restingSince = Date.now();
  for (;;) {
    const alerts = (await Promise.all(keys.map((watch) => readAlerts(api, watch)))).flat();
    const isSettled = matches.every(({ id, watch }) =>
      alerts.some(
        (alert) =>
          alert.watch === watch &&
          alert.state !== 'due' &&
          alert.articles.some(({ article }) => article === id),
      ),
    );
    const now = Date.now();
    const told = JSON.stringify(alerts);
    if (told !== seen) restingSince = now;
    seen = told;
    if (isSettled || now - restingSince > ALERTS_QUIET_MS || now > deadline) return alerts;
    await sleep(ALERTS_POLL_MS);
  }
}

async function readAlerts(api: string, watch: string): Promise<AlertsAnswer['alerts']> {
  const pages = askPages(api, `alerts?limit=200&watch=${encodeURIComponent(watch)}`, alertsAnswer);
  return (await Array.fromAsync(pages)).flatMap(({ alerts }) => alerts);
}

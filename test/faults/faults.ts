/** A mistake that somebody could make, as an edit of one place in one file. */
export interface Fault {
  readonly name: string;
  /** From the top of the checkout. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Which test must fail. */
  readonly foundBy: 'counting' | 'manifest';
}

const mentions = { file: 'shared/aws/mentions.ts', foundBy: 'counting' } as const;
const move = { file: 'shared/count/move.ts', foundBy: 'counting' } as const;
const counter = { file: 'shared/count/counter.ts', foundBy: 'counting' } as const;
const claims = { file: 'shared/article/claims.ts', foundBy: 'manifest' } as const;
const objects = { file: 'shared/aws/objects.ts', foundBy: 'manifest' } as const;
const ingest = { file: 'functions/ingest/ingest.ts', foundBy: 'manifest' } as const;

/** Faults that the property tests must find. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'a live register takes an older revision',
    ...mentions,
    from: 'live = :live AND rev < :rev AND about',
    to: 'live = :live AND rev <> :rev AND about',
  },
  {
    name: 'an ended register takes an older revision',
    ...mentions,
    from: '(live = :live AND rev < :rev)',
    to: '(live = :live AND rev <> :rev)',
  },
  {
    name: 'what a register adds is not checked against what was assumed',
    ...mentions,
    from: 'about = :about AND opens = :opens AND beside = :beside',
    to: '(attribute_exists(tag) OR (about = :about AND opens = :opens AND beside = :beside))',
  },
  {
    name: 'a register that should be absent is overwritten',
    ...mentions,
    from: "'attribute_not_exists(tag) OR (live = :live AND rev < :rev)'",
    to: "'attribute_not_exists(tag) OR live <> :live OR rev < :rev'",
  },
  {
    name: 'a live mention stays out of the index when its register comes back',
    ...mentions,
    from: 'live: target !== undefined, ...standing',
    to: 'live: assumed === undefined && target !== undefined, ...standing',
  },
  {
    name: 'a batch is folded to its first old and last new image',
    ...move,
    from: 'const images = inOrder.flatMap(({ old, now }) => [registersByKey(old), registersByKey(now)]);',
    to: 'const images = [registersByKey(inOrder[0]?.old), registersByKey(newest)];',
  },
  {
    name: 'the oldest revision of a batch decides',
    ...move,
    from: 'const last = images.at(-1);',
    to: 'const last = images.at(1);',
  },
  {
    name: 'a batch writes the revision of its oldest record',
    ...move,
    from: 'rev: newest.rev,',
    to: 'rev: inOrder[0]?.now.rev ?? 0,',
  },
  {
    name: 'the end of a register is not written where nothing stood',
    ...move,
    from: 'if (register !== undefined && register.rev >= move.rev) return [];',
    to: 'if (register === undefined ? move.target === undefined : register.rev >= move.rev) return [];',
  },
  {
    name: 'a newer register is planned over',
    ...move,
    from: 'if (register !== undefined && register.rev >= move.rev) return [];',
    to: 'if (register !== undefined && register.rev === move.rev) return [];',
  },
  {
    name: 'a refused move keeps its wrong assumption',
    ...move,
    from: '[{ ...move, assumed: register?.contribution }]',
    to: '[{ ...move, assumed: register && move.assumed }]',
  },
  {
    name: 'a refused move is forgotten',
    ...move,
    from: '[{ ...move, assumed: register?.contribution }]',
    to: '[]',
  },
  {
    name: 'the counter adds the new and does not take off the old',
    ...counter,
    from: ' - measureOf(measure, move.assumed)',
    to: '',
  },
  {
    name: 'the tags beside are never taken off',
    ...counter,
    from: 'for (const tag of move.assumed?.beside ?? []) addTo(deltas, tag, -1);',
    to: '',
  },
  {
    name: 'revisions restart when an article comes back',
    ...claims,
    from: 'return Math.max((old?.rev ?? 0) + 1, nowMs);',
    to: 'return nowMs === 0 ? 0 : (old?.rev ?? 0) + 1;',
  },
  {
    name: 'a slow, older writer overwrites a newer claim',
    ...claims,
    from: 'if (claim !== undefined && claim.sequencer >= event.sequencer) return undefined;',
    to: 'if (claim !== undefined && claim.sequencer === event.sequencer) return undefined;',
  },
  {
    name: 'the end of a claim that does not exist yet is not recorded',
    ...claims,
    from: 'if (!wouldEnd(old, event)) return undefined;',
    to: 'if (!wouldEnd(old, event) || old?.sources[event.object] === undefined) return undefined;',
  },
  {
    name: 'the end of a claim ends newer claims too',
    ...claims,
    from: 'if (claim === undefined || claim.sequencer < event.sequencer) return true;',
    to: 'if (claim === undefined || claim.live) return true;',
  },
  {
    name: 'an article loses its text though another file still holds it',
    ...claims,
    from: 'return liveByRank(withSource(old, event, false)).map(([object]) => object);',
    to: 'return liveByRank(withSource(old, event, false)).map(([object]) => object).slice(9);',
  },
  {
    name: 'the file worked on last gives the text',
    ...claims,
    from: 'return best !== object ? { content, text, readFrom } : undefined;',
    to: 'return best === undefined ? { content, text, readFrom } : undefined;',
  },
  {
    name: 'sequencers are compared without padding on the right',
    ...claims,
    from: '.padEnd(SEQUENCER_DIGITS',
    to: '.padStart(SEQUENCER_DIGITS',
  },
  {
    name: 'an older event claims an object',
    ...objects,
    from: "'attribute_not_exists(#object) OR sequencer <= :sequencer'",
    to: "'attribute_not_exists(#object) OR sequencer <> :sequencer OR sequencer = :sequencer'",
  },
  {
    name: 'a claim forgets what the object held before',
    ...objects,
    from: "' ADD held :ids'",
    to: "', held SET held = :ids'",
  },
  {
    name: 'an overtaken event settles the object',
    ...objects,
    from: "ConditionExpression: 'sequencer = :sequencer'",
    to: "ConditionExpression: 'sequencer >= :sequencer'",
  },
  {
    name: 'articles that a file no longer holds live on',
    ...ingest,
    from: 'await pMap(ended,',
    to: 'await pMap([...ended].slice(9),',
  },
  {
    name: 'articles are written without looking whether they changed meanwhile',
    file: 'shared/aws/table.ts',
    foundBy: 'manifest',
    from: "{ ConditionExpression: '#writes = :read', ExpressionAttributeValues: toItem({ ':read': read }) }",
    to: "{ ConditionExpression: 'attribute_exists(#writes)' }",
  },
];

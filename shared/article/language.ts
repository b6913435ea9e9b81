// Its ES module calls a namespace as a function, which breaks in any bundle; its CommonJS half does not.
import { type LanguageIdentifier, loadModule } from 'cld3-asm/dist/cjs/index.js';

/** Below this many bytes the detector names a language for anything, `Hello` being Serbian. */
const FEWEST_BYTES = 40;
const MOST_BYTES = 4000;
/** The loader's own 3 s can pass on a machine that starts many functions at once. */
const LOADING_MS = 20_000;

const LANGUAGE_SCRIPT_REGION = /^([a-z]{2,3})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?(?![a-z0-9])/i;

let identifier: Promise<LanguageIdentifier> | undefined;

/**
 * The BCP 47 tag of a text's language by CLD3 (https://github.com/google/cld3), or nothing where it is not sure.
 */
export async function detectLanguage(text: string): Promise<string | undefined> {
  identifier ??= loadIdentifier().catch((error: unknown) => {
    identifier = undefined;
    throw error;
  });
  const found = (await identifier).findLanguage(text.slice(0, MOST_BYTES));
  return found.is_reliable ? readLanguageTag(found.language) : undefined;
}

async function loadIdentifier(): Promise<LanguageIdentifier> {
  const factory = await loadModule({ timeout: LOADING_MS });
  return factory.create(FEWEST_BYTES, MOST_BYTES);
}

/**
 * A language tag as files and CLD3 write it (`EN_us`, the withdrawn `iw`), in canonical BCP 47 up to its region;
 * nothing when it is no tag or `und`.
 */
export function readLanguageTag(tag: string | undefined): string | undefined {
  const parts = LANGUAGE_SCRIPT_REGION.exec(tag?.trim() ?? '')?.slice(1);
  if (parts === undefined) return undefined;
  const [canonical] = Intl.getCanonicalLocales(parts.filter(Boolean).join('-'));
  return canonical === 'und' ? undefined : canonical;
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LEAST_VERSION = 17;
const ADVICE =
  'The local tables need Java 17 or newer. Install a JRE (Debian, Ubuntu: apt install openjdk-17-jre-headless; ' +
  'macOS: brew install openjdk; others: https://adoptium.net), and see that `java -version` works.';

/** @throws {Error} that says what to install when there is no Java, or an old one */
export async function checkJava(): Promise<void> {
  const output = await askVersion();
  const version = /version "(?:1\.)?(\d+)/.exec(output)?.[1];
  if (version !== undefined && Number(version) < LEAST_VERSION) {
    throw new Error(`${ADVICE} This machine's java is version ${version}.`);
  }
}

async function askVersion(): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)('java', ['-version']);
    return stdout + stderr;
  } catch (cause) {
    throw new Error(`${ADVICE} No java was found.`, { cause });
  }
}

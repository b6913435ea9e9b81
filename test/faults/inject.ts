import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { FAULTS } from './faults.ts';

/** How a process ends that could not be given its fault. */
export const NOT_INJECTED = 3;

const fault = FAULTS.find(({ name }) => name === process.env['TIDINGS_FAULT']);
if (fault === undefined) refuse(`no fault is named "${process.env['TIDINGS_FAULT']}"`);
const faulty = new URL(`../../${fault.file}`, import.meta.url).href;

registerHooks({
  load(url, context, nextLoad) {
    if (url !== faulty) return nextLoad(url, context);
    const parts = readFileSync(fileURLToPath(url), 'utf8').split(fault.from);
    if (parts.length !== 2)
      refuse(`"${fault.from}" stands in ${fault.file} ${parts.length - 1} times, not once`);
    return { format: 'module', source: stripTypeScriptTypes(parts.join(fault.to)), shortCircuit: true };
  },
});

function refuse(reason: string): never {
  console.error(`Cannot inject the fault: ${reason}.`);
  process.exit(NOT_INJECTED);
}

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { type Clients, createClients } from './clients.ts';
import { lockDirectory } from './directory-lock.ts';
import { watchDropFolder } from './doors/drop-folder.ts';
import { openHttpDoor } from './doors/http-door.ts';
import { openS3Door } from './doors/s3-door.ts';
import { describeEndpoints, type Endpoints } from './endpoints.ts';
import { type Engines, startEngines } from './engines/engines.ts';
import { checkJava } from './engines/java.ts';
import { createFunction, type LocalFunction } from './functions/local-function.ts';
import { startRuntimeApi } from './functions/runtime-api.ts';
import { choosePorts, type Ports } from './ports.ts';
import { addSamples, type SampleCounts } from './samples.ts';
import { startSources } from './sources/sources.ts';
import { type Assembly, readAssembly } from './template/assembly.ts';
import { type LocalStack, readStack } from './template/local-stack.ts';
import { makeResources } from './template/resources.ts';
import { synthesize } from './template/synthesize.ts';

export interface PipelineOptions {
  /** Where state is kept: `.tidings`. */
  readonly dir: string;
  /** Base port: API, S3 and inbox stand in a row from it; 0 takes any free ports. */
  readonly port: number;
  /** Whether the engines forget everything at the end. */
  readonly inMemory: boolean;
  /** Whether the project's samples are put in on the first start. */
  readonly samples: boolean;
  /** Folder with a synthesized stack; without one the stack is synthesized now. */
  readonly assembly?: string;
  /** Says something to the user: one line. */
  readonly report?: (line: string) => void;
}

/** A running pipeline. */
export interface Pipeline {
  readonly endpoints: Endpoints;
  /** Folder whose files are taken as articles. */
  readonly dropFolder: string;
  readonly logFolder: string;
  /** What was put in, on the first start. */
  readonly samples: SampleCounts | undefined;
  /** Whether what came in is there after a restart. */
  readonly keeps: boolean;
  /** Resolves with a sentence when an engine ends that was not asked to. */
  readonly failed: Promise<string>;
  /** Takes nothing new, ends what is under way, then stops everything. */
  stop(): Promise<void>;
}

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Runs the synthesized stack on this machine.
 * @throws {Error} that says what is missing or in the way; nothing is left running then
 */
export async function startPipeline(options: PipelineOptions): Promise<Pipeline> {
  const dir = resolve(options.dir);
  const cleanup = createCleanup();
  try {
    await checkJava();
    const lock = lockDirectory(dir);
    cleanup.add(lock.release);
    const onStart = lock.remember;
    const ports = await choosePorts(options.port);
    const starting = { dir, inMemory: options.inMemory, inboxPort: ports.inbox, cleanup, onStart };
    const [engines, assembly] = await Promise.all([startEngines(starting), assemble(dir, options.assembly)]);
    return await run({ ...options, dir, cleanup, onStart, ports, engines, assembly });
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function assemble(dir: string, given: string | undefined): Promise<Assembly> {
  const folder = given ?? join(dir, 'cdk.out');
  if (given === undefined) await synthesize(folder);
  return readAssembly(folder);
}

interface Running extends Omit<PipelineOptions, 'assembly'> {
  readonly cleanup: Cleanup;
  readonly onStart: (pid: number) => void;
  readonly ports: Ports;
  readonly engines: Engines;
  readonly assembly: Assembly;
}

async function run(running: Running): Promise<Pipeline> {
  const { dir, inMemory, cleanup, engines, ports, report = () => {} } = running;
  const addresses = {
    api: `http://127.0.0.1:${ports.api}`,
    s3: `http://127.0.0.1:${ports.s3}`,
    inbox: engines.inbox,
    dynamodb: engines.dynamodb,
    sqs: engines.fauxqs,
  };
  const stack = readStack(running.assembly, addresses);
  const endpoints = describeEndpoints(stack, addresses);
  const clients = createClients(addresses);
  cleanup.add(clients.destroy);
  const behindTheDoor = createClients({ ...addresses, s3: engines.fauxqs });
  await makeResources(stack, behindTheDoor, engines.fauxqs);
  behindTheDoor.destroy();

  const queues = { client: clients.sqs, endpoint: engines.fauxqs };
  const s3Door = await openS3Door({ port: ports.s3, engine: engines.fauxqs, queues, buckets: stack.buckets });
  cleanup.add(s3Door.stop);
  const functions = await startFunctions(running, stack, endpoints);
  const byId = new Map(functions.map((found) => [found.spec.id, found]));
  const httpDoor = await openHttpDoor({ port: ports.api, routes: stack.routes, functions: byId });
  cleanup.add(httpDoor.stop);

  const samples = running.samples ? await putSamples(running, clients, endpoints) : undefined;
  const checkpoints = inMemory ? undefined : join(dir, 'checkpoints');
  const sources = await startSources(stack, { clients, sqs: engines.fauxqs, checkpoints, functions, report });
  cleanup.add(async () => {
    await Promise.all(sources.map((source) => source.stop()));
  });
  const dropFolder = join(dir, 'drop');
  const drop = await watchDropFolder({
    folder: dropFolder,
    s3: clients.s3,
    bucket: endpoints.bucket,
    report,
  });
  cleanup.add(drop.stop);
  tellOthers(join(dir, 'endpoints.json'), endpoints, cleanup);
  const { failed } = engines;
  const logFolder = join(dir, 'logs');
  return { endpoints, dropFolder, logFolder, samples, keeps: !inMemory, failed, stop: cleanup.run };
}

async function startFunctions(
  { dir, cleanup, onStart }: Running,
  stack: LocalStack,
  endpoints: Endpoints,
): Promise<readonly LocalFunction[]> {
  const runtimeApi = await startRuntimeApi();
  cleanup.add(runtimeApi.close);
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const services = {
    S3: endpoints.s3,
    DYNAMODB: endpoints.dynamodb,
    SQS: endpoints.sqs,
    SESV2: endpoints.inbox,
  };
  const functions = stack.functions.map((spec) => {
    const logFile = join(dir, 'logs', `${spec.noun}.log`);
    return createFunction(spec, { runtimeApi, endpoints: services, logFile, onStart });
  });
  cleanup.add(async () => {
    await Promise.all(functions.map((found) => found.stop()));
  });
  return functions;
}

function putSamples(
  { dir, inMemory }: Running,
  clients: Clients,
  endpoints: Endpoints,
): Promise<SampleCounts | undefined> {
  return addSamples(PROJECT, inMemory ? undefined : join(dir, 'samples-added'), {
    dynamodb: clients.dynamodb,
    s3: clients.s3,
    bucket: endpoints.bucket,
    watchesTable: endpoints.tables['Watches'],
  });
}

function tellOthers(file: string, endpoints: Endpoints, cleanup: Cleanup): void {
  writeFileSync(file, `${JSON.stringify(endpoints, null, 2)}\n`);
  cleanup.add(() => rmSync(file, { force: true }));
}
